/** Applications as a screening service that ran before has left them: written in bulk as commits that were published long ago. */
import { randomUUID } from 'node:crypto';
import type { AnyEvent, EventContract } from '@rolecall/kernel';
import { type Commit, commitId, type KafkaBroker, type MongoDatabase, streamOf, systemRandomness, toMessage } from '@rolecall/messaging';
import * as the from '../../apps/screening/src/application/application.examples.js';
import { added, attemptClaimed } from '../../apps/screening/src/candidate/candidate.examples.js';
import { applicationIdOf } from '../../apps/screening/src/candidate/candidate.js';

export const org = 'acme';
const atOnce = 500;

/** Each with its candidate; the ids of the applications. */
export async function applied(database: MongoDatabase, requisitionId: string, many: number): Promise<string[]> {
  const applications: string[] = [];
  while (applications.length < many) {
    const commits: Commit[] = [];
    for (let n = 0; n < atOnce && applications.length < many; n += 1) {
      const candidateId = systemRandomness.id();
      const applicationId = applicationIdOf(candidateId, requisitionId, 1);
      const of = { candidateId, requisitionId, applicationId };
      const received = the.received({ evaluation: 'switched_off' });
      commits.push(commitOf('candidate', candidateId, [with_(added(), { candidateId }), with_(attemptClaimed(), of)]));
      commits.push(commitOf('application', applicationId, [with_(received, of)]));
      applications.push(applicationId);
    }
    const fates = await database.append(commits);
    if (fates.some((fate) => fate !== 'inserted')) throw new Error(JSON.stringify(fates.find((fate) => fate !== 'inserted')));
    await database.markPublished(new Map(commits.map(({ stream }) => [stream, 1])));
  }
  return applications;
}

const with_ = <E extends AnyEvent>(event: E, data: object): E => ({ ...event, data: { ...event.data, ...data } });

function commitOf(aggregate: string, id: string, events: readonly AnyEvent[]): Commit {
  const stream = streamOf(org, aggregate, id);
  return {
    ...{ _id: commitId(stream, 1), stream, version: 1, cause: `then:${id}`, at: the.time, correlationId: id },
    ...{ actor: { kind: 'person', id: 'mara' }, events: events.map((event, n) => ({ id: randomUUID(), sequence: n + 1, ...event })) },
  };
}

/** What the requisition says of itself, `sequence` being how much it has said. */
export async function says(
  broker: KafkaBroker,
  requisitionId: string,
  sequence: number,
  contract: EventContract,
  data: object,
): Promise<void> {
  const story = {
    stream: streamOf(org, 'requisition', requisitionId),
    correlationId: requisitionId,
    causationId: 'test',
    org,
    service: 'test',
  };
  const facts = { id: randomUUID(), type: contract.type, sequence, version: sequence, at: new Date().toISOString() };
  const place = { topic: contract.topic ?? '', key: requisitionId };
  await broker.send([toMessage({ ...facts, ...story, ...place, data: { requisitionId, ...data } as Record<string, unknown> })]);
}
