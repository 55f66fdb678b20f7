/** The ordering scope of a loop's events: hiring.application, keyed by the application, so that every reader sees cause before effect. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id } from './shapes.js';

export const defineInterviewEvent = eventsOn({ topic: 'hiring.application', key: 'applicationId', service: 'interview' });
/** For what stays inside the service although it is part of a loop's history. */
export const defineInternalInterviewEvent = eventsOn({ topic: null, key: 'loopId', service: 'interview' });

/** One loop for each application and episode. */
export const ofLoop = <S extends z.ZodRawShape>(shape: S) =>
  z.object({ applicationId: id, loopId: id, requisitionId: id, episode: z.int().positive(), ...shape });
