/** Upserts of one id by two processes at the same moment: MongoDB may answer the slower one that the id is there. */
import { GroupPlaces } from './consuming/group-places.js';
import { DeadDeadlines } from './dead-deadlines.js';
import { duplicateKey, upserting } from './duplicate-key.js';
import type { Database, DocumentCollection } from './ports.js';
import { Sightings } from './reconciling/sightings.js';
import { systemClock } from './system-ports.js';

const met = () => Object.assign(new Error('E11000'), { code: duplicateKey });

/** A collection whose first upsert meets another's. */
function contended() {
  const written: unknown[] = [];
  let meets = true;
  const updateOne = async (where: unknown) => {
    if (meets) {
      meets = false;
      throw met();
    }
    written.push(where);
  };
  const bulkWrite = async (operations: readonly { updateOne: { filter: unknown } }[]) => {
    for (const each of operations) await updateOne(each.updateOne.filter);
  };
  const collection = { updateOne, bulkWrite, findOne: async () => null } as unknown as DocumentCollection;
  return { written, database: { collection: () => collection } as unknown as Database };
}

it.each<[string, (database: Database) => Promise<unknown>, string]>([
  ['a sighting', (database) => new Sightings(database, systemClock).since('rule', 'finding'), 'rule finding'],
  [
    'a dead deadline',
    (database) => new DeadDeadlines(database).put({ stream: 's', command: 'c', dueAt: '', at: '', attempts: 1, error: 'E' }),
    's',
  ],
  [
    'a place of the group',
    (database) => {
      const places = new GroupPlaces(database, 'g');
      places.moveTo([{ topic: 't', partition: 0, offset: '1' }]);
      return places.save();
    },
    'g t/0',
  ],
])('%s is written though another process has just made it', async (_, write, _id) => {
  const { written, database } = contended();
  await write(database);
  expect(written).toEqual([{ _id }]);
});

it('tries once more, and no other error', async () => {
  await expect(upserting(() => Promise.reject(met()))).rejects.toThrow('E11000');
  let tries = 0;
  const fails = async () => {
    tries += 1;
    throw new Error('another');
  };
  await expect(upserting(fails)).rejects.toThrow('another');
  expect(tries).toBe(1);
});
