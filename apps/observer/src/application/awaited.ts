/** What an application waits for beyond its stage, and until when (docs/waiting.md, *application*). Pure. */
import { dayMs, hourMs, later, minuteMs, timerMs, type Wait, waitUntil } from '../waits.js';
import type { ApplicationChange } from './application-events.js';
import { isEnded, isOpen, type Stage } from './stages.js';

export interface Awaited {
  /** The last word of its interviews or its offer, while it waits for more. */
  readonly wordAt?: string;
  readonly startDate?: string;
  readonly evaluationSince?: string;
  readonly letterDueAt?: string;
  readonly closeOn?: string;
}

const patienceMs: Partial<Record<Stage, number>> = { interviewing: 14 * dayMs, offered: 30 * dayMs, pre_hire: 7 * dayMs };
/** From its begin in Greenwich until a day is over everywhere on earth. */
const dayOneMs = 36 * hourMs;
/** The timer makes it after half a minute. */
const evaluationMs = minuteMs / 2;

/** `stage`: where the application stands after the event. */
export function awaitedAfter(before: Awaited, stage: Stage, event: ApplicationChange): Awaited {
  const after = { ...before, ...changedBy(event) };
  if (isEnded(stage)) return { letterDueAt: after.letterDueAt, evaluationSince: after.evaluationSince };
  return { ...after, letterDueAt: undefined, wordAt: patienceMs[stage] ? after.wordAt : undefined };
}

function changedBy(event: ApplicationChange): Awaited {
  switch (event.type) {
    case 'application.received.v1':
      return event.data.evaluation === 'pending' ? { evaluationSince: event.at } : {};
    case 'application.evaluation-requested.v1':
      return { evaluationSince: event.at };
    case 'application.evaluated.v1':
    case 'application.evaluation-unavailable.v1':
    case 'application.evaluation-declined.v1':
      return { evaluationSince: undefined };
    case 'application.advanced.v1':
    case 'application.moved-back.v1':
    case 'application.stage-entered.v1':
      return { wordAt: event.at };
    case 'application.offered.v1':
    case 'application.pre-hire-begun.v1':
      return { wordAt: event.at, startDate: event.data.startDate };
    case 'application.start-date-moved.v1':
      return { startDate: event.data.startDate };
    case 'application.rejected.v1':
    case 'application.closed.v1':
      return { letterDueAt: event.data.letterDueAt ?? undefined };
    case 'application.withdrawn.v1':
    case 'application.letter-released.v1':
      return { letterDueAt: undefined };
    case 'application.closing-announced.v1':
      return { closeOn: event.data.closeOn };
    case 'application.closing-lifted.v1':
    case 'application.kept.v1':
      return { closeOn: undefined };
    case 'application.reinstated.v1':
      return { closeOn: undefined, wordAt: event.at };
    default:
      return {};
  }
}

export function waitsOf({ stage, awaited }: { readonly stage: Stage; readonly awaited: Awaited }): Wait[] {
  const { wordAt, startDate, evaluationSince, letterDueAt, closeOn } = awaited;
  return [
    ...(isEnded(stage) ? [] : waitUntil('evaluation', evaluationSince, evaluationMs + timerMs)),
    ...silenceOf(stage, wordAt, startDate),
    ...waitUntil('letter', letterDueAt, timerMs),
    // The sweep goes through a whole search, page after page.
    ...(isOpen(stage) ? waitUntil('closing', closeOn, hourMs) : []),
  ];
}

function silenceOf(stage: Stage, wordAt: string | undefined, startDate: string | undefined): Wait[] {
  const patience = patienceMs[stage];
  if (!patience || wordAt === undefined) return [];
  const until = later(wordAt, patience);
  const dayOne = stage === 'pre_hire' && startDate ? later(startDate, dayOneMs) : until;
  return [{ state: stage as Wait['state'], until: [until, dayOne].sort().at(-1) as string }];
}
