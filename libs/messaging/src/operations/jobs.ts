/**
 * Jobs: long work that an operator asks of a service (rebuild heads, replay, verify). One of a kind at a time, each kind by itself, in steps;
 * each step's result is saved before the next, so that another process goes on where this one was killed. Steps are repeatable.
 */
import type { Actor } from '@rolecall/kernel';
import { Background } from '../background.js';
import { nameOf } from '../consuming/error-classes.js';
import { isDuplicateKey } from '../duplicate-key.js';
import type { DocumentCollection, Ports } from '../ports.js';
import { jobRunning, noSuchJob, unknownJob, wrongJobOptions } from '../rejections.js';
import type { Job, JobEvents, JobOptions, JobStep, JobWork } from './job.js';

/** As a follower's: another process goes on within seconds. */
const leaseTtlMs = 6000;
const lookEveryMs = 1000;
const retryMs = 5000;
const shownMax = 100;
const findingsMax = 1000;

interface JobDocument extends Job {
  readonly _id: string;
  readonly cursor?: unknown;
  /** Counts the steps that were saved: the fence of whoever takes one. */
  readonly steps: number;
}

export class Jobs extends Background {
  private readonly collection: DocumentCollection;
  private readonly works: ReadonlyMap<string, JobWork>;
  private readonly owner: string;

  constructor(
    private readonly ports: Pick<Ports, 'database' | 'clock' | 'randomness'>,
    works: readonly JobWork[],
    private readonly events: JobEvents,
  ) {
    super();
    this.collection = ports.database.collection('jobs');
    this.works = new Map(works.map((work) => [work.kind, work]));
    this.owner = ports.randomness.id();
  }

  async prepare(): Promise<void> {
    await this.collection.createIndex({ kind: 1 }, { unique: true, partialFilterExpression: { status: 'running' } });
  }

  /** Throws `operator/unknown-job`, `operator/wrong-options`, `operator/job-running`. It begins within a second, in one of the processes. */
  async begin(kind: string, options: JobOptions, by: Actor): Promise<Job> {
    const work = this.works.get(kind);
    if (!work) throw unknownJob({ kind, kinds: [...this.works.keys()] });
    checkOptions(work, options);
    const total = (await work.total?.(options)) ?? {};
    const { clock, randomness } = this.ports;
    const job = { id: randomness.id(), kind, options, status: 'running', by: whoOf(by), at: clock.now() } as const;
    const begun = { ...job, counts: {}, total, findings: [] };
    try {
      await this.collection.insertOne({ _id: job.id, ...begun, steps: 0 });
    } catch (error) {
      if (isDuplicateKey(error)) throw jobRunning({ kind });
      throw error;
    }
    return begun;
  }

  /** The latest first. */
  async list(): Promise<Job[]> {
    const found = await this.collection.find({}, { sort: { _id: -1 }, limit: shownMax }).toArray();
    return found.map((each) => jobOf(each as unknown as JobDocument));
  }

  /** The one that was begun last with these options among others, whoever began it. */
  async latest(kind: string, options: JobOptions): Promise<Job | undefined> {
    const asked = Object.fromEntries(Object.entries(options).map(([name, value]) => [`options.${name}`, value]));
    const [found] = await this.collection.find({ kind, ...asked }, { sort: { at: -1 }, limit: 1 }).toArray();
    return found && jobOf(found as unknown as JobDocument);
  }

  /** Throws `operator/no-such-job`. */
  async of(id: string): Promise<Job> {
    const found = await this.collection.findOne({ _id: id });
    if (!found) throw noSuchJob({ id });
    return jobOf(found as unknown as JobDocument);
  }

  /** What the steps have done stays; no other is saved or begun. Leaves a job that has ended as it is. */
  async cancel(id: string, by: Actor): Promise<Job> {
    const cancelled = { status: 'cancelled', endedAt: this.ports.clock.now(), cancelledBy: whoOf(by) };
    await this.collection.updateOne({ _id: id, status: 'running' }, { $set: cancelled });
    return this.of(id);
  }

  protected async run(signal: AbortSignal): Promise<void> {
    const underWay = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      for (const work of (await this.wanted().catch((error: unknown) => this.pause(error))) ?? [])
        if (!underWay.has(work.kind)) {
          const carried = this.carry(work).catch((error: unknown) => this.pause(error, work.kind));
          underWay.set(work.kind, carried.finally(() => underWay.delete(work.kind)) as Promise<void>);
        }
      await this.ports.clock.sleep(lookEveryMs, signal);
    }
    await Promise.all(underWay.values());
  }

  /** Those of whose kind one is running. */
  private async wanted(): Promise<JobWork[]> {
    const running = await this.collection.find({ status: 'running' }, { projection: { kind: 1 } }).toArray();
    return running.flatMap(({ kind }) => this.works.get(String(kind)) ?? []);
  }

  private async pause(error: unknown, kind?: string): Promise<undefined> {
    const { signal } = this.stopping;
    if (!signal.aborted) this.events.log('warn', 'a job pauses and is tried again', { kind, ...nameOf(error) });
    await this.ports.clock.sleep(retryMs, signal);
  }

  /** Carries a job on while this process holds the lease of its kind, by the database's clock. */
  private async carry(work: JobWork): Promise<void> {
    const name = `job:${work.kind}`;
    const lease = await this.ports.database.lease(name, this.owner, leaseTtlMs);
    if (!lease) return;
    const over = new AbortController();
    const renewing = this.renew(name, lease.epoch, over);
    try {
      const job = await this.next(work);
      if (job) await this.carryOn(work, job, AbortSignal.any([this.stopping.signal, over.signal]));
    } finally {
      over.abort();
      await renewing;
      await this.ports.database.releaseLease(name, lease.epoch).catch(() => undefined);
    }
  }

  private async next({ kind }: JobWork): Promise<JobDocument | undefined> {
    return ((await this.collection.findOne({ kind, status: 'running' })) as unknown as JobDocument) ?? undefined;
  }

  /** A lease that another process has taken ends the work here; one that could not be renewed for once is tried again. */
  private async renew(name: string, epoch: number, over: AbortController): Promise<void> {
    while (!over.signal.aborted) {
      await this.ports.clock.sleep(leaseTtlMs / 3, over.signal);
      if (over.signal.aborted) return;
      const renewed = await this.ports.database.lease(name, this.owner, leaseTtlMs).catch(() => ({ epoch }));
      if (renewed?.epoch !== epoch) over.abort();
    }
  }

  private async carryOn(work: JobWork, job: JobDocument, signal: AbortSignal): Promise<void> {
    const { options, _id: jobId } = job;
    let { cursor, steps } = job;
    while (!signal.aborted) {
      const step = await work.step({ jobId, cursor: cursor ?? undefined, options, signal }).catch(async (error: unknown) => {
        if (!signal.aborted) await this.collection.updateOne({ _id: jobId, steps }, { $set: { error: nameOf(error).error } });
        throw error;
      });
      if (!(await this.save(job, steps, step))) return;
      if (step.done) return this.events.log('info', 'a job is done', { job: jobId, kind: job.kind });
      cursor = step.cursor;
      steps += 1;
    }
  }

  /** False when it was cancelled, or another process has taken this step. */
  private async save({ _id }: JobDocument, steps: number, step: JobStep): Promise<boolean> {
    const { counts, findings = [], done, cursor } = step;
    const ended = done ? { status: 'done', endedAt: this.ports.clock.now() } : {};
    const saved = await this.collection.updateOne({ _id, status: 'running', steps }, {
      $set: { cursor: cursor ?? null, ...ended },
      $inc: { steps: 1, ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [`counts.${name}`, count])) },
      ...(findings.length > 0 ? { $push: { findings: { $each: [...findings], $slice: findingsMax } } } : {}),
      $unset: { error: '' },
    } as object);
    return saved.matchedCount > 0;
  }
}

const whoOf = ({ id, kind }: Actor): Job['by'] => ({ id, kind });

function checkOptions({ kind, options: known }: JobWork, options: JobOptions): void {
  const problems = known
    ? (known.safeParse(options).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
    : Object.keys(options).map((name) => `${name}: this kind takes no options`);
  if (problems.length > 0) throw wrongJobOptions({ kind, problems });
}

function jobOf({ _id, cursor: _, steps: __, ...job }: JobDocument): Job {
  return job;
}
