/** The interview service's environment, parsed once at the start. */
import { type Environment, readEnvironment } from '@rolecall/telemetry';
import { z } from 'zod';

const environment = z.object({
  /** How long after a round its scorecards are overdue. */
  SCORECARD_DUE_HOURS: z.coerce.number().positive().max(1000).default(24),
  /** How long calendars stay held for a request that does not come back; longer than a request may take. */
  CALENDAR_HOLD_MS: z.coerce.number().int().min(100).max(3_600_000).default(60_000),
});

/** An abstract class, so that Nest can inject it. */
export abstract class InterviewConfig {
  abstract readonly scorecardDueHours: number;
  abstract readonly holdMs: number;
}

/** Throws a ConfigurationError that names the variable. */
export function interviewConfig(env?: Environment): InterviewConfig {
  const { SCORECARD_DUE_HOURS, CALENDAR_HOLD_MS } = readEnvironment(environment, env);
  return { scorecardDueHours: SCORECARD_DUE_HOURS, holdMs: CALENDAR_HOLD_MS };
}
