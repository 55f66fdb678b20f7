/**
 * Reads this service's own topics once and holds them against its history: every event that was published is there, in its order, as it was
 * committed, and nothing under the service's name that it never committed. How far each stream was seen stands in the database, so that
 * little memory is needed and another process goes on.
 */
import { allEvents } from '@rolecall/kernel';
import type { Commit } from '../commit.js';
import type { DocumentCollection, Ports } from '../ports.js';
import { extended, type Walk, walkOn, walkThrough } from '../replaying/topic-walk.js';
import { MessageChecks, seenId, seenOf, sequencesIn } from './message-checks.js';
import type { Mismatch } from './mismatch.js';

const settledMs = 60_000;
const streamsAtOnce = 200;
const roundsMax = 2;

export interface TopicPlace {
  readonly walks: readonly Walk[];
  /** What was not there when everything had been read is looked for once more, in what has come since. */
  readonly round: number;
  /** Where the histories are held against what was seen: the last commit that was looked at. */
  readonly after?: string;
  readonly suspects: number;
  /** What was committed before must have been published when the walk began. */
  readonly before: string;
}

export interface TopicStep {
  /** Absent when everything has been looked at. */
  readonly place?: TopicPlace;
  readonly mismatches: readonly Mismatch[];
  readonly messages: number;
}

interface Work {
  readonly jobId: string;
  readonly enough: () => boolean;
}

export class TopicChecks {
  private readonly seen: DocumentCollection;

  constructor(private readonly ports: Ports) {
    this.seen = ports.database.collection('verify-seen');
  }

  get topics(): string[] {
    const own = allEvents().filter(({ service }) => service === this.ports.service);
    return [...new Set(own.flatMap(({ topic }) => topic ?? []))];
  }

  async begin(jobId: string): Promise<TopicPlace> {
    await this.seen.deleteMany({ job: { $ne: jobId } });
    const before = new Date(Date.parse(this.ports.clock.now()) - settledMs).toISOString();
    const walks = await Promise.all(this.topics.map((topic) => walkThrough(this.ports.broker, topic)));
    return { walks, round: 1, suspects: 0, before };
  }

  async step(place: TopicPlace, work: Work): Promise<TopicStep> {
    return place.after === undefined ? this.read(place, work) : this.compare(place, place.after, work);
  }

  private async read(place: TopicPlace, { jobId, enough }: Work): Promise<TopicStep> {
    const mismatches: Mismatch[] = [];
    const checks = new MessageChecks(this.ports, jobId, place.round, this.seen, mismatches);
    const walks = [...place.walks];
    let messages = 0;
    let ended = true;
    for (const [position, walk] of walks.entries()) {
      const walked = await walkOn(this.ports.broker, walk, enough, (batch) => checks.check(batch));
      walks[position] = walked.walk;
      messages += walked.read;
      ended &&= walked.ended;
    }
    return { place: { ...place, walks, ...(ended ? { after: '' } : {}) }, mismatches, messages };
  }

  /** Stream by stream: has what is marked as published been seen? */
  private async compare(place: TopicPlace, from: string, work: Work): Promise<TopicStep> {
    const mismatches: Mismatch[] = [];
    let after = from;
    let suspects = 0;
    let streams: Commit[][] = [];
    const look = async () => {
      suspects += await this.unseen(place, streams, work.jobId, mismatches);
      after = `${streams.at(-1)?.[0]?.stream ?? ''}/999999999`;
      streams = [];
    };
    for await (const commit of this.ports.database.allCommits(from)) {
      const current = streams.at(-1);
      if (current?.[0]?.stream === commit.stream) current.push(commit);
      else {
        if (streams.length >= streamsAtOnce || (streams.length > 0 && work.enough())) await look();
        if (work.enough()) return { place: { ...place, after, suspects: place.suspects + suspects }, mismatches, messages: 0 };
        streams.push([commit]);
      }
    }
    if (streams.length > 0) await look();
    const again = place.round < roundsMax && place.suspects + suspects > 0;
    if (again) return { place: await this.again(place), mismatches, messages: 0 };
    await this.seen.deleteMany({ job: work.jobId });
    return { mismatches, messages: 0 };
  }

  private async again({ after: _, ...place }: TopicPlace): Promise<TopicPlace> {
    const walks = await Promise.all(place.walks.map((walk) => extended(this.ports.broker, walk)));
    return { ...place, walks, round: place.round + 1, suspects: 0 };
  }

  /** How many streams lack something; told in the last round, of those that lacked it in the one before. */
  private async unseen(place: TopicPlace, streams: readonly Commit[][], job: string, mismatches: Mismatch[]): Promise<number> {
    const names = streams.map(([first]) => (first as Commit).stream);
    const heads = await this.ports.database.heads(names);
    const seen = await seenOf(this.seen, job, names);
    let suspects = 0;
    for (const [position, stream] of names.entries()) {
      const published = heads.get(stream)?.published ?? 0;
      const told = (streams[position] as Commit[]).filter(({ version, at }) => version <= published && at < place.before);
      const last = Math.max(0, ...place.walks.flatMap(({ topic }) => sequencesIn(told, topic)));
      const { sequence = 0, suspect = false, outOfOrder } = seen.get(stream) ?? {};
      if (outOfOrder?.round === place.round) mismatches.push({ invariant: 'order', of: outOfOrder.of, what: outOfOrder.what });
      if (sequence >= last) continue;
      suspects += 1;
      const what = `event ${last} is marked as published, and its topic ends at ${sequence}`;
      if (place.round === roundsMax && suspect) mismatches.push({ invariant: 'missing', of: stream, what });
      await this.seen.updateOne({ _id: seenId(job, stream) }, { $set: { job, stream, suspect: true } }, { upsert: true });
    }
    return suspects;
  }
}
