/** What waits for a person, or should have been done. Pure. */
import type { DeadLetter, HeldKeySummary } from '../consuming/dead-letters.js';
import type { DeadDeadline } from '../dead-deadlines.js';
import type { Job } from '../operations/job.js';
import type { BrokenAggregate, DueHead } from '../ports.js';
import { counted, type Finding, fine, lasting, named, wrong } from './checks.js';

const lateWarnMs = 15_000;
const lateBadMs = 300_000;

export function deadlinesCheck(oldest: DueHead | undefined): Finding {
  const lateMs = oldest ? oldest.now.getTime() - oldest.dueAt.getTime() : 0;
  if (lateMs < lateWarnMs) return fine('deadlines', 'none is overdue');
  const found = `the oldest is overdue by ${lasting(lateMs)}: ${oldest?._id}`;
  return wrong('deadlines', lateMs < lateBadMs ? 'warn' : 'bad', found, 'does the timer run? docs/runbooks/deadlines.md');
}

export function deadLettersCheck(held: readonly HeldKeySummary[], loose: readonly DeadLetter[]): Finding {
  if (held.length === 0 && loose.length === 0) return fine('dead-letters', 'no key is held, no message is dead');
  const waiting = held.reduce((sum, key) => sum + key.waiting, 0);
  const newer = [...new Set(held.flatMap(({ reason, type }) => (reason === 'newer version' && type ? [type] : [])))];
  const found = [
    ...(held.length > 0
      ? [`${counted(held.length, 'key')} held, the oldest since ${held[0]?.since}; ${counted(waiting, 'message')} wait`]
      : []),
    ...(newer.length > 0 ? [`of a newer build: ${named(newer)}`] : []),
    ...(loose.length > 0 ? [`${counted(loose.length, 'dead message')} without a key`] : []),
  ].join('; ');
  const todo =
    newer.length > 0
      ? 'deploy the build that knows them; `rolecall dead list`'
      : '`rolecall dead list`, then docs/runbooks/dead-letters.md';
  return wrong('dead-letters', held.length > 0 ? 'bad' : 'warn', found, todo);
}

export const deadDeadlinesCheck = (dead: readonly DeadDeadline[]): Finding =>
  dead.length === 0
    ? fine('dead-deadlines', 'none was given up')
    : wrong(
        'dead-deadlines',
        'bad',
        `${counted(dead.length, 'deadline')} given up: ${named(dead.map(({ stream }) => stream))}`,
        '`rolecall dead list`, then docs/runbooks/deadlines.md',
      );

export const brokenCheck = (broken: readonly BrokenAggregate[]): Finding =>
  broken.length === 0
    ? fine('broken', 'every aggregate can be folded')
    : wrong(
        'broken',
        'bad',
        `${counted(broken.length, 'aggregate')} cannot be folded: ${named(broken.map(({ stream }) => stream))}`,
        '`rolecall heads broken`, then docs/runbooks/heads.md',
      );

/** `jobs`: the latest first. */
export function jobsCheck(jobs: readonly Job[]): Finding {
  const failing = jobs.filter(({ status, error }) => status === 'running' && error);
  if (failing.length > 0) {
    const found = failing.map(({ kind, error }) => `${kind} fails and is tried again (${error})`).join('; ');
    return wrong('jobs', 'bad', found, '`rolecall jobs list`, then docs/runbooks/jobs.md');
  }
  const verified = jobs.find(({ kind, status }) => kind === 'verify' && status === 'done');
  const mismatches = verified?.counts.mismatches ?? 0;
  if (mismatches > 0)
    return wrong(
      'jobs',
      'bad',
      `the last verify found ${mismatches} mismatches`,
      `\`rolecall jobs show <service>/${verified?.id}\`, then docs/runbooks/verify.md`,
    );
  const running = jobs.filter(({ status }) => status === 'running').map(({ kind }) => kind);
  return fine('jobs', running.length > 0 ? `at work: ${running.join(', ')}` : 'none is failing');
}
