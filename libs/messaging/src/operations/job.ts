/** What a job is, and what a kind of job must do; jobs.ts runs them. */
import type { Actor } from '@rolecall/kernel';
import type { z } from 'zod';

export type JobCounts = Readonly<Record<string, number>>;
export type JobOptions = Readonly<Record<string, string | number | boolean>>;

export interface JobStep {
  /** Where the next step begins: plain data. */
  readonly cursor: unknown;
  /** Nothing is left. */
  readonly done: boolean;
  /** What this step did; added to the job's counts. */
  readonly counts: JobCounts;
  /** What an operator must know, such as a stream that cannot be folded; at most the first 1000 of a job are kept. No personal data. */
  readonly findings?: readonly string[];
}

/** One kind of job. */
export interface JobWork {
  /** Such as `heads-rebuild`. */
  readonly kind: string;
  /** What an operator may ask for; a kind without it takes no options. */
  readonly options?: z.ZodType<JobOptions>;
  /** How much there is, in what the count of the same name counts; for the progress that is shown. */
  total?(options: JobOptions): Promise<JobCounts>;
  /**
   * The step that begins at the cursor (undefined at first): seconds of work, not minutes, and harmless when it is done twice. `jobId` is the
   * same in every step. The signal says that this process stops, or that another one has taken the job over.
   */
  step(from: {
    readonly jobId: string;
    readonly cursor: unknown;
    readonly options: JobOptions;
    readonly signal: AbortSignal;
  }): Promise<JobStep>;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly options: JobOptions;
  readonly status: 'running' | 'done' | 'cancelled';
  readonly by: Pick<Actor, 'id' | 'kind'>;
  /** ISO instants. */
  readonly at: string;
  readonly endedAt?: string;
  readonly cancelledBy?: Pick<Actor, 'id' | 'kind'>;
  readonly counts: JobCounts;
  readonly total: JobCounts;
  readonly findings: readonly string[];
  /** Class of the last error, while the step that met it is tried again. */
  readonly error?: string;
}

export interface JobEvents {
  readonly log: (level: 'info' | 'warn' | 'error', message: string, facts: Record<string, unknown>) => void;
}
