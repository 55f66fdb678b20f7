/** The ordering scope of an application's events: hiring.application, keyed by the application. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id } from './shapes.js';

export const defineApplicationEvent = eventsOn({ topic: 'hiring.application', key: 'applicationId', service: 'screening' });

/** `episode` starts at 1; an application reinstated after others have reacted begins its next one (DESIGN.md §3). */
export const ofApplication = <S extends z.ZodRawShape>(shape: S) =>
  z.object({ applicationId: id, candidateId: id, requisitionId: id, episode: z.int().positive(), ...shape });
