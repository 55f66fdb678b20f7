/**
 * Once a day a service is looked at beyond samples: its topics against its histories, its copies against the topics they come from. It is the
 * job `verify` that operators begin too, begun here by itself, and done in steps with a rest before each.
 */
import { Rejection } from '@rolecall/kernel';
import type { Job, JobOptions } from '../operations/job.js';
import type { Jobs } from '../operations/jobs.js';
import type { Lease, Ports } from '../ports.js';
import type { Hearing } from '../reconciling/hearing.js';
import { jobRunning } from '../rejections.js';

const dayMs = 24 * 3_600_000;
/** A service that is behind by more than this has copies that are late, which is no mismatch. */
const heardMs = 60_000;

export const verifierLease = 'verifier';
export const dailyOptions = { topics: true, unhurried: true } as const satisfies JobOptions;
const by = { kind: 'timer', id: 'verifier' } as const;

/** Kept in the lease's mark, by the service's clock: nothing is begun on the first day of a system. */
interface Mark {
  readonly firstLookAt: string;
}

/** A day after the first look, and after the last one, whoever began it and however it ended. */
export function isDue(now: string, firstLookAt: string, last: Pick<Job, 'at'> | undefined): boolean {
  return Date.parse(now) - Math.max(Date.parse(firstLookAt), last ? Date.parse(last.at) : 0) >= dayMs;
}

export class Daily {
  constructor(
    private readonly ports: Pick<Ports, 'database' | 'clock'>,
    private readonly jobs: Pick<Jobs, 'begin' | 'latest'>,
    private readonly hasHeard: Hearing,
  ) {}

  /** Begins the job when it is time, unless one is running or the service is behind with what others said: then a later look does. */
  async look({ epoch, token }: Lease): Promise<void> {
    const { clock, database } = this.ports;
    const now = clock.now();
    const mark = (token as Mark | undefined) ?? { firstLookAt: now };
    if (token === undefined) await database.saveMark(verifierLease, epoch, mark);
    if (!isDue(now, mark.firstLookAt, await this.jobs.latest('verify', { topics: true }))) return;
    if (!(await this.hasHeard(new Date(Date.parse(now) - heardMs).toISOString()))) return;
    await this.jobs.begin('verify', dailyOptions, by).catch((error: unknown) => {
      if (!(error instanceof Rejection && error.code === jobRunning.code)) throw error;
    });
  }
}
