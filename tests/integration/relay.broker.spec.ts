/** The relay while Kafka is away, cut off, silent, or says no. Cases 2, 4, 32, 37 and 38 of reliability.md. */
import { type Broker, BrokerUnavailable } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { instead, openBroker, Relaying } from './relaying.js';
import { Wire } from './wire.js';

let relaying: Relaying;
let wire: Wire;
let wired: Broker;
beforeEach(async () => {
  relaying = await Relaying.open();
  wire = new Wire();
  wired = await openBroker({ connection: { socketFactory: wire.socketFactory } });
});
afterEach(async () => {
  await relaying.close();
  await wired.close();
  await wire.close();
});

const paused = () => relaying.logged.filter(({ why }) => why === 'outage').length;

it('Kafka is away: commands succeed, and their events follow in order when it is back', async () => {
  const relay = relaying.start('relay', relaying.ports({ broker: wired }));
  await relaying.happens('a', 2);
  await relaying.expectWhole();
  wire.cut();
  for (const id of ['a', 'b', 'c']) await relaying.happens(id, 20);
  const before = paused();
  await eventually(async () => paused() > before + 3, 30_000);
  expect(new Set(relaying.messages.map(({ headers }) => headers.ce_id)).size).toBe(2);
  wire.state = 'well';
  await relaying.expectWhole();
  await eventually(async () => relay.lag() === 0);
}, 120_000);

it('the connections to Kafka go silent without an end: it is noticed, and events follow', async () => {
  relaying.start('relay', relaying.ports({ broker: wired }));
  await relaying.happens('a', 2);
  await relaying.expectWhole();
  wire.state = 'silent';
  await relaying.happens('a', 20);
  await eventually(async () => paused() > 0, 40_000);
  wire.state = 'well';
  await relaying.expectWhole(60_000);
}, 120_000);

it('one process is cut off from Kafka: another takes over', async () => {
  relaying.start('relay', relaying.ports({ broker: wired }));
  await relaying.happens('a', 2);
  await relaying.expectWhole();
  wire.cut();
  relaying.start();
  await relaying.happens('a', 20);
  await relaying.expectWhole();
}, 60_000);

it('the sending ends between two events of one commit: the rest follows, in order', async () => {
  const notes = Array.from({ length: 5 }, () => 'x'.repeat(150_000));
  let sends = 0;
  const ending = instead(relaying.broker, 'send', async (messages) => {
    sends += 1;
    if (sends === 2) throw new BrokerUnavailable('gone');
    await relaying.broker.send(messages);
  });
  await relaying.happens('a', 1, notes);
  relaying.start('relay', relaying.ports({ broker: ending }));
  await relaying.expectWhole();
  expect(relaying.sequencesOf(`${relaying.org}/thing/a`)).toEqual([1, 2, 3, 1, 2, 3, 4, 5]);
});

describe('an event of the largest commit that the store takes', () => {
  // What grows most on its way to JSON: six characters for each.
  const note = '\u0001'.repeat(999_000);

  it('is taken by Kafka, and reaches its consumer whole', async () => {
    await relaying.happens('a', 1, [note]);
    await relaying.happens('b', 1, [note, '']);
    relaying.start();
    await relaying.expectWhole();
    const [message] = relaying.messages;
    expect(JSON.parse(String(message?.value)).note === note).toBe(true);
  });

  it('leaves no room: a commit that is larger is refused before it is there', async () => {
    const cause = { id: 'c', org: relaying.org, actor: { kind: 'person', id: 'mara' }, kind: 'request' } as const;
    const happen = { do: 'happen', thingId: 'a', notes: [`${note}${'\u0001'.repeat(1000)}`] } as const;
    await expect(relaying.things.execute('a', happen, cause)).rejects.toMatchObject({ code: 'request/commit-too-large' });
  });
});
