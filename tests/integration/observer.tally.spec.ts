/**
 * The tally is the sum over all copies: whoever counts beside, wherever a round is broken off, and after it was lost. With COPIES=100000 the
 * test says how long so many take.
 */
import { sourceKind } from '@rolecall/contracts';
import { CopyStore, type DocumentCollection, MongoDatabase, type Ports, systemClock, systemRandomness } from '@rolecall/messaging';
import type { ApplicationCopy } from '../../apps/observer/src/application/application.js';
import { ApplicationCopies, LoopCopies, OfferCopies, RequisitionCopies } from '../../apps/observer/src/copies.js';
import { Overdue } from '../../apps/observer/src/figures/overdue.js';
import { histograms } from '../../apps/observer/src/figures/readings.js';
import { type OfferCopy, offerStates } from '../../apps/observer/src/offer/offer.js';
import { stageBounds } from '../../apps/observer/src/tally/bounds.js';
import { type Parts, partsOfApplication, partsOfOffer, summed } from '../../apps/observer/src/tally/parts.js';
import { sumsOf, Tally, talliesName } from '../../apps/observer/src/tally/tally.js';
import { mongoUrl } from '../servers.js';

const many = Number(process.env.COPIES ?? 3000);
const database = await MongoDatabase.open(mongoUrl('tally'));
const portsOn = (of: Pick<MongoDatabase, 'collection'>) =>
  ({
    database: { collection: of.collection.bind(of), linger: database.linger },
    copies: new Map(),
    randomness: systemRandomness,
    clock: systemClock,
  }) as unknown as Ports;
const storeOn = (ports: Ports) => new CopyStore<OfferCopy>('offer-copies', ports, { uncounted: true });
const tallyOn = (ports: Ports) => new Tally(storeOn(ports), partsOfOffer, ports);
const ports = portsOn(database);
const copies = storeOn(ports);
afterAll(() => database.close());

const someState = () => offerStates[Math.floor(Math.random() * offerStates.length)] as OfferCopy['state'];
const change = (id: string, sequence: number) => copies.keep('acme', id, sequence, () => ({ state: someState() }));
const all = (from: number) => Promise.all(Array.from({ length: 200 }, (_, n) => change(`${from + n}`, Date.now() + n)));

/** Every third write or so is lost, or done without an answer. */
function losing(): Pick<MongoDatabase, 'collection'> {
  const lose = async (write: () => Promise<unknown>) => {
    const fate = Math.random();
    if (fate < 0.15) throw new Error('it was not written');
    const done = await write();
    if (fate < 0.3) throw new Error('nobody heard that it was written');
    return done;
  };
  return {
    collection: (name) => {
      const real = database.collection(name);
      const lossy = (method: 'updateOne' | 'bulkWrite') => ({
        value: (...args: never[]) => lose(() => (real[method] as (...of: never[]) => Promise<unknown>)(...args)),
      });
      return Object.create(real, { updateOne: lossy('updateOne'), bulkWrite: lossy('bulkWrite') }) as DocumentCollection;
    },
  };
}

const counted = async () => {
  while (await tallyOn(ports).count());
  return cells(await sumsOf(ports));
};
const cells = (sums: Parts) => Object.fromEntries(Object.entries(sums).filter(([, value]) => value !== 0));
async function told(): Promise<Parts> {
  const found = copies.documents.aggregate<{ _id: OfferCopy['state']; count: number }>([
    { $group: { _id: '$copy.state', count: { $sum: 1 } } },
  ]);
  return summed(...(await found.toArray()).map(({ _id, count }) => ({ [`offers ${_id}`]: count })));
}

it('counts every copy once, as it is, however rounds are broken off and whoever counts beside', async () => {
  await tallyOn(ports).prepare();
  let lost = 0;
  let more = true;
  const counting = Array.from({ length: 3 }, async () => {
    const tally = tallyOn(portsOn(losing()));
    while (more)
      await tally.count().catch(() => {
        lost += 1;
      });
  });
  for (let round = 0; round < 10; round += 1) await all((round % 4) * 100);
  more = false;
  await Promise.all(counting);
  expect(lost).toBeGreaterThan(5);
  expect(await counted()).toEqual(await told());
});

it('is counted anew from all copies when it was lost', async () => {
  const before = await counted();
  await database.collection(talliesName).deleteMany({});
  expect(await counted()).toEqual(before);
});

/** Most have ended long ago; of a hundred, one waits and is late. */
function application(n: number): ApplicationCopy {
  const at = '2026-03-02T09:00:00.000Z';
  const left = (['received', 'in_review', 'interviewing', 'decision'] as const).map((stage) => ({ stage, ms: n * 1000 }));
  const copy = {
    since: at,
    receivedAt: at,
    source: sourceKind.options[n % 7] as 'direct',
    left,
    hires: n % 10 === 0 ? [n] : [],
    awaited: {},
  };
  const waits = [{ state: 'interviewing' as const, until: at }];
  return n % 100 === 0 ? { ...copy, stage: 'interviewing', waits } : { ...copy, stage: n % 10 === 0 ? 'hired' : 'rejected' };
}

it('counts many, and what it costs to read them does not depend on how many there are', async () => {
  const applications = new ApplicationCopies(ports);
  const overdue = new Overdue(ports, new RequisitionCopies(ports), applications, new OfferCopies(ports), new LoopCopies(ports));
  const tally = new Tally(applications, partsOfApplication, ports);
  await tally.prepare();
  await overdue.stories();
  const atOnce = 5000;
  for (let from = 0; from < many; from += atOnce) {
    const documents = Array.from({ length: Math.min(atOnce, many - from) }, (_, n) => ({
      ...{ _id: `acme/${from + n}`, revision: 1, sequence: 1, uncounted: true, copy: application(from + n) },
    }));
    await applications.documents.bulkWrite(documents.map((document) => ({ insertOne: { document } })) as never, { ordered: false });
  }
  const begun = performance.now();
  while (await tally.count());
  const read = performance.now();
  const sums = await sumsOf(ports);
  const late = await overdue.stories();
  const done = performance.now();
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(3)} s`;
  if (many > 3000) process.stderr.write(`  ${many} copies: counted in ${seconds(begun, read)}, read in ${seconds(read, done)}\n`);
  const inAll = Object.entries(sums).filter(([cell]) => cell.startsWith('applications '));
  expect(inAll.reduce((sum, [, count]) => sum + count, 0)).toBe(many);
  expect(late.get('interviewing')).toBe(many / 100);
  expect(histograms(sums, 'stage', stageBounds, 'stage').filter(({ suffix, value }) => suffix === '_count' && value === many)).toHaveLength(
    4,
  );
}, 1_800_000);
