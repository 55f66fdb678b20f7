/** A person's next step leads back to the one before, wherever the aggregate is read from: this process's memory, its head, or its commits. */
import { AggregateStore, type Cause, MongoDatabase, Projector, ServicePorts } from '@rolecall/messaging';
import { inSpan } from '@rolecall/telemetry';
import { noBroker } from '@rolecall/testing';
import { RecordedSpans, traceparentOf } from '../recorded-spans.js';
import { mongoUrl } from '../servers.js';
import { by, cause, tally } from './tally.js';

const recorded = new RecordedSpans();
const database = await MongoDatabase.open(mongoUrl('step-links'));
afterAll(() => database.close());

/** As another process sees it, which has nothing in its memory. */
const another = () => {
  const ports = new ServicePorts('test', database, noBroker);
  return { ports, tallies: new AggregateStore(tally, ports) };
};
let steps = 0;

/** Adds one as a request does; which contexts its span links to, and the one that is kept with its commit. */
async function step(id: string, { tallies } = another(), actor: Cause['actor'] = by) {
  steps += 1;
  const name = `step ${steps}`;
  await inSpan(name, { root: true }, () => tallies.execute(id, { do: 'add' }, { ...cause(name), actor }));
  const [span] = recorded.named(name);
  const kept = (await tallies.history('acme', id)).at(-1)?.traceparent;
  return { kept, links: span?.links.map(({ context }) => `00-${context.traceId}-${context.spanId}-01`), own: span && traceparentOf(span) };
}

it('links to nothing where there is no step before', async () => {
  expect((await step('first')).links).toEqual([]);
});

it('links to the last commit that this process remembers', async () => {
  const here = another();
  const before = await step('remembered', here);
  expect(before.kept).toBeDefined();
  expect((await step('remembered', here)).links).toEqual([before.kept]);
});

it('links to the last of the commits that it reads', async () => {
  await step('read');
  const before = await step('read');
  expect((await step('read')).links).toEqual([before.kept]);
});

it('links to what the head keeps of the last commit, and reads no commit for it', async () => {
  const { ports, tallies } = another();
  const before = await step('head', { ports, tallies });
  await new Projector(ports, { onBroken: () => undefined }).handle(await tallies.history('acme', 'head'));
  const head = await database.head('acme/tally/head');
  expect(head?.traceparent).toBe(before.kept);
  expect(await database.commitsAfter('acme/tally/head', head?.version ?? 0)).toEqual([]);
  expect((await step('head')).links).toEqual([before.kept]);
});

it('a head forgets a context that the commit after it does not have', async () => {
  const head = { sequence: 1, state: {}, stateVersion: 1, at: '2026-03-02T09:00:00.000Z' };
  await database.putHeads([{ _id: 'acme/tally/forgets', version: 1, traceparent: 'of the first', ...head }]);
  await database.putHeads([{ _id: 'acme/tally/forgets', version: 2, traceparent: undefined, ...head }]);
  expect(Object.keys((await database.head('acme/tally/forgets')) ?? {})).not.toContain('traceparent');
});

it('what no person does links to nothing: it is in the trace of its cause', async () => {
  await step('delivered');
  expect((await step('delivered', another(), { kind: 'service', id: 'offer' })).links).toEqual([]);
});
