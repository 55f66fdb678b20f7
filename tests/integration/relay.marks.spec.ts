/** Whatever becomes of the relay's mark, it finds its way back from the commits, and nothing is left out. Cases 2 and 30 of reliability.md. */
import { eventually } from '@rolecall/testing';
import { type FollowerDocument, instead, Relaying } from './relaying.js';

type Token = NonNullable<FollowerDocument['token']>;
let relaying: Relaying;
beforeEach(async () => {
  relaying = await Relaying.open();
});
afterEach(() => relaying.close());

const recovered = () => relaying.logged.some(({ message }) => message.includes('recovers'));

/** A relay has been here and has gone, and more is committed since. */
async function leftBehind(): Promise<Token> {
  await relaying.happens('a', 3);
  const relay = relaying.start();
  await relaying.expectWhole();
  await relay.stop();
  await relaying.happens('a', 3);
  await relaying.happens('b', 2);
  relaying.logged.length = 0;
  return (await relaying.mark())?.token as Token;
}

it('goes on behind its mark, where another process has stopped', async () => {
  await leftBehind();
  relaying.start();
  await relaying.expectWhole();
  expect(recovered()).toBe(false);
  expect(relaying.sequencesOf(`${relaying.org}/thing/a`)).toEqual([1, 2, 3, 4, 5, 6]);
});

describe('recovers from the commits', () => {
  it('when the mark is gone, and publishes what was not', async () => {
    await leftBehind();
    await relaying.setMark(undefined);
    relaying.start();
    await relaying.expectWhole();
    expect(recovered()).toBe(true);
    expect(relaying.sequencesOf(`${relaying.org}/thing/a`)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each<[string, (token: Token) => unknown]>([
    ['a word', () => 'rubbish'],
    ['a number', () => 7],
    ['empty', () => ({})],
    ['a token without its collection', ({ feed }) => ({ feed: feed?.at })],
    ['garbage in a token of ours', ({ feed }) => ({ feed: { of: feed?.of, at: { _data: 'rubbish' } } })],
    ['no token in a token of ours', ({ feed }) => ({ feed: { of: feed?.of } })],
    ['a cut token', ({ feed }) => ({ feed: { of: feed?.of, at: { _data: feed?.at?._data.slice(0, 20) } } })],
  ])('when the mark is %s', async (_, spoil) => {
    const token = await leftBehind();
    await relaying.setMark(spoil(token));
    relaying.start();
    await relaying.expectWhole();
    expect(recovered()).toBe(true);
  });

  it('when the mark is of other commits, whose token the server would take without a word, behind all of ours', async () => {
    await leftBehind();
    const other = await Relaying.open();
    const relay = other.start();
    await eventually(async () => (await other.mark())?.token?.feed);
    await relay.stop();
    await relaying.setMark((await other.mark())?.token);
    await other.close();
    relaying.start();
    await relaying.expectWhole();
    expect(relaying.logged).toContainEqual(expect.objectContaining({ why: 'feed_lost' }));
  });
});

it('a recovery that is told to stop ends at its next step, and another process goes on there, whatever was committed meanwhile', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await relaying.happens(id, 10);
  let mayGoOn: () => void = () => undefined;
  let sends = 0;
  const waiting = instead(relaying.broker, 'send', async (messages) => {
    sends += 1;
    if (sends === 2) await new Promise<void>((resolve) => (mayGoOn = resolve));
    await relaying.broker.send(messages);
  });
  const first = relaying.start('relay', relaying.ports({ database: relaying.inSmallPages(), broker: waiting }));
  await eventually(async () => sends === 2);
  for (const id of ['a', 'b', 'c', 'd', 'e']) await relaying.happens(id, 5);
  const stopped = first.stop();
  mayGoOn();
  await stopped;
  expect(sends).toBe(2);
  const asked: (string | undefined)[] = [];
  relaying.start('relay', relaying.ports({ database: relaying.inSmallPages((after) => asked.push(after)) }));
  await relaying.expectWhole();
  expect(asked[0]).toBe(`${relaying.org}/thing/b/000000010`);
});

it('a quiet service moves its mark too, so that it does not fall out of the log', async () => {
  relaying.start();
  const first = await eventually(async () => (await relaying.mark())?.token?.feed?.at?._data);
  await eventually(async () => ((await relaying.mark())?.token?.feed?.at?._data ?? '') > first, 15_000);
});
