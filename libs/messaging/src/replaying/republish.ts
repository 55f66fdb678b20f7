/** Writes this service's whole history to a topic of its own, for services that cannot rebuild from the usual ones any more. */
import { allEvents } from '@rolecall/kernel';
import { databaseId } from '../installation.js';
import type { OutgoingMessage } from '../kafka/broker.js';
import { toMessage } from '../kafka/cloud-events.js';
import type { JobStep } from '../operations/job.js';
import type { Ports } from '../ports.js';
import { chunks, publishedEvents } from '../relay.js';

const stepMs = 5000;
const commitsMax = 500;

export class Republish {
  constructor(private readonly ports: Ports) {}

  /** Stream by stream, each in its order, as the relay publishes. A step that is done twice sends its part twice: readers know the ids. */
  async step(topic: string, cursor: string | undefined, signal: AbortSignal): Promise<JobStep> {
    const { broker, clock, database, service } = this.ports;
    const until = clock.elapsed() + stepMs;
    await databaseId(this.ports);
    if (cursor === undefined) await broker.ensureTopics([{ name: topic, partitions: await this.partitions() }]);
    const perCommit: OutgoingMessage[][] = [];
    let last = cursor;
    let commits = 0;
    let done = true;
    for await (const commit of database.allCommits(cursor)) {
      if (commits >= commitsMax || signal.aborted || clock.elapsed() > until) {
        done = false;
        break;
      }
      perCommit.push(publishedEvents(commit, service, 0).map((event) => toMessage({ ...event, topic, relayEpoch: undefined })));
      last = commit._id;
      commits += 1;
    }
    for (const messages of chunks(perCommit)) await broker.send(messages);
    return { cursor: last ?? '', done, counts: { commits, messages: perCommit.flat().length } };
  }

  /** As many as our own topics have, so that what was one key's order is one partition's again. */
  private async partitions(): Promise<number> {
    const own = allEvents().find(({ service, topic }) => service === this.ports.service && topic !== null)?.topic;
    return own ? (await this.ports.broker.bounds([own])).length : 1;
  }
}
