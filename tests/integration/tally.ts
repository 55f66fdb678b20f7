/** A small aggregate for tests of what stands on commits: histories written in bulk, followers on them, and jobs run to their end. */
import { type Decider, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import {
  AggregateStore,
  type Cause,
  type Commit,
  type Database,
  Follower,
  type Head,
  headsRebuild,
  Jobs,
  type JobWork,
  Projector,
  type ServicePorts,
} from '@rolecall/messaging';
import { eventually, testPorts } from '@rolecall/testing';
import { z } from 'zod';
import { mongoUrl } from '../servers.js';

const defineEvent = eventsOn({ topic: 'test.tally', key: 'tallyId', service: 'test' });
const added = defineEvent('tally.added.v1', 'One more.', z.object({ tallyId: z.string(), at: z.string() }));
const event = eventMaker<EventOf<typeof added>>();

export interface Tally {
  readonly sum: number;
  readonly last?: string;
}
export const far = '2099-01-01T00:00:00.000Z';

/** Its deadline is far away while the sum is odd. */
export const tally: Decider<Tally, { do: 'add' }, EventOf<typeof added>> = {
  aggregate: 'tally',
  stateVersion: 1,
  initial: { sum: 0 },
  decide: ({ at }) => [event('tally.added.v1', { tallyId: 't', at })],
  evolve: ({ sum }, { data: { at } }) => ({ sum: sum + 1, last: at }),
  due: ({ sum }) => (sum % 2 ? { at: far, command: { do: 'add' } } : undefined),
};

export const by = { kind: 'person', id: 'olga' } as const;
export const cause = (id: string): Cause => ({ id, org: 'acme', actor: by, kind: 'request' });
export const log = () => undefined;
export const nameOf = (n: number) => `t${String(n).padStart(5, '0')}`;
export const streamOf = (n: number) => `acme/tally/${nameOf(n)}`;

/** Commits as a service that ran before has left them: `streams` tallies of one to three additions. */
export function history(streams: number): Commit[] {
  return Array.from({ length: streams }, (_, n) =>
    Array.from({ length: (n % 3) + 1 }, (_, before) => commitOf(streamOf(n), before + 1)),
  ).flat();
}

export function commitOf(
  stream: string,
  version: number,
  data: Record<string, unknown> = { tallyId: 't', at: `2026-01-0${version}` },
): Commit {
  const id = `${stream}/${String(version).padStart(9, '0')}`;
  const events = [{ id, sequence: version, type: 'tally.added.v1', data }];
  return { _id: id, stream, version, cause: `c${version}`, events, at: '2026-01-01T00:00:00.000Z', actor: by, correlationId: stream };
}

/** A service's ports on a database that holds the history. */
export async function world(streams: number, decider = tally) {
  const ports = await testPorts('test', mongoUrl('tally'));
  const store = new AggregateStore(decider, ports);
  const commits = history(streams);
  for (let from = 0; from < commits.length; from += 500) await ports.database.append(commits.slice(from, from + 500));
  return { ports, store, heads: ports.database.collection('heads'), streams };
}

export function projectorOf(ports: ServicePorts, database: Database = ports.database): Follower {
  const its: ServicePorts = Object.assign(Object.create(ports), { database });
  return new Follower('projector', its, new Projector(its, { onBroken: log }), { log });
}

/** Every head as the commits have it, folded here. */
export async function rightHeads({ database }: ServicePorts): Promise<Partial<Head>[]> {
  const found = new Map<string, Partial<Head> & { state: Tally }>();
  for await (const { stream, version, at, events, traceparent } of database.allCommits()) {
    const before = found.get(stream)?.state ?? tally.initial;
    const state = events.reduce((folded, each) => tally.evolve(folded, each as never), before);
    const begun = traceparent ? { traceparent } : {};
    const due = state.sum % 2 ? { dueAt: new Date(far) } : {};
    found.set(stream, { _id: stream, version, sequence: version, at, state, stateVersion: 1, ...begun, ...due });
  }
  return [...found.values()];
}

/** Runs the job in a process of its own kind until it is done. */
export async function rebuilt(ports: ServicePorts, work: JobWork = headsRebuild(ports)) {
  const jobs = new Jobs(ports, [work], { log });
  await jobs.prepare();
  jobs.start();
  const { id } = await jobs.begin('heads-rebuild', {}, by);
  const job = await eventually(async () => {
    const its = await jobs.of(id);
    return its.status === 'done' && its;
  }, 60_000);
  await jobs.stop();
  return job;
}
