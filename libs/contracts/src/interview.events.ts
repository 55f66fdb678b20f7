/** Events of an interview loop, on hiring.application, keyed by the application. Calendars are internal and published nowhere. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { id, key, personId } from './shapes.js';

const defineEvent = eventsOn({ topic: 'hiring.application', key: 'applicationId', service: 'interview' });
const of = <S extends z.ZodRawShape>(shape: S) =>
  z.object({ applicationId: id, loopId: id, requisitionId: id, episode: z.int().positive(), ...shape });

export const interviewStagePassed = defineEvent(
  'interview.stage-passed.v1',
  'A person passed the stage; the next one, if any, is planned.',
  of({ stageId: key, nextStageId: key.nullable(), by: personId }),
);
export const interviewConcluded = defineEvent(
  'interview.concluded.v1',
  'A person allowed to drew the conclusion. hire makes the task to prepare an offer; no_hire rejects nobody.',
  of({
    candidateId: id,
    conclusion: z.enum(['hire', 'no_hire', 'hold', 'other_level', 'other_requisition']),
    dissent: z.boolean(),
    verdicts: z.object({ yes: z.int(), no: z.int() }),
    by: personId,
  }),
);
