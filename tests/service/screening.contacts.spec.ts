/** Two processes of screening add one new person at the same moment: what the record shows is what was claimed for it. */

import { commandAnswer } from '@rolecall/edge';
import { MongoDatabase, ServicePorts, systemRandomness } from '@rolecall/messaging';
import { noBroker } from '@rolecall/testing';
import { CollectionVault, type Vault } from '@rolecall/vault';
import { CandidateHttp } from '../../apps/screening/src/candidate/candidate.http.js';
import { Candidates } from '../../apps/screening/src/candidate/candidates.js';
import { type Contact, People } from '../../apps/screening/src/candidate/people.js';
import { mongoUrl } from '../servers.js';

const org = 'acme';
const database = await MongoDatabase.open(mongoUrl('screening-contacts'));
const vault = new CollectionVault(database, 'a key for tests that is long enough');
const people = new People(vault);
afterAll(() => database.close());

/** A process whose vault does something more around its calls. */
function processWith(around: Partial<Vault>) {
  const candidates = new Candidates(new ServicePorts('screening', database, noBroker));
  return { candidates, http: new CandidateHttp(candidates, new People(Object.assign(Object.create(vault), around))) };
}

function somebody() {
  const id = systemRandomness.id();
  const person = { kind: 'person', id: 'mara', roles: [] } as const;
  const cause = { id: `http:${id}`, org, actor: person, kind: 'request' } as const;
  return { org, person, cause, dryRun: false, at: new Date().toISOString(), seed: id, noteId: () => systemRandomness.id() };
}

/** What the process answered to this person's contact data. */
const add = async ({ http }: ReturnType<typeof processWith>, contact: Contact) => commandAnswer.parse(await http.add(contact, somebody()));

const shared = () => `${systemRandomness.id()}@personal.example`;
const contactOf = (name: string, first: string) => ({ name, emails: [first, shared()], phones: [] });
/** What the record shows, and whose its addresses are. */
async function shown(candidates: Candidates, id: string) {
  const loaded = await candidates.load(org, id);
  const contact = loaded && (await people.contact(org, loaded.state));
  return { contact, owners: await Promise.all((contact?.emails ?? []).map((email) => people.find(org, email))) };
}

it('the one that comes too late changes nothing of what the first has kept', async () => {
  const email = shared();
  const [one, other] = [contactOf('Mara', email), contactOf('M.', email)];
  const [isThere, isAdded] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const late = processWith({
    put: async (...args) => {
      isThere.resolve();
      await isAdded.promise;
      return vault.put(...args);
    },
  });
  let second: Promise<unknown> | undefined;
  const early = processWith({
    put: async (...args) => {
      second = add(late, other);
      await isThere.promise;
      return vault.put(...args);
    },
  });
  const { id, happened } = await add(early, one);
  isAdded.resolve();
  expect(await second).toMatchObject({ id, happened: [] });
  expect(happened).toEqual(['candidate.added.v1']);
  expect(await shown(early.candidates, id)).toEqual({ contact: one, owners: [id, id] });
});

it('the one that finds the address just taken has claimed its own, when it is the first to add the person', async () => {
  const email = shared();
  const [one, other] = [contactOf('Mara', email), contactOf('M.', email)];
  const isClaimed = Promise.withResolvers<void>();
  let looks = 0;
  // Has looked before the other one claimed, and claims behind it.
  const second = processWith({
    ownerOfAddress: async (...args) => {
      const owner = await vault.ownerOfAddress(...args);
      looks += 1;
      if (looks === 1) await isClaimed.promise;
      return owner;
    },
  });
  const adding = add(second, other);
  const first = processWith({
    put: async (...args) => {
      isClaimed.resolve();
      await adding;
      return vault.put(...args);
    },
  });
  const { id, happened } = await add(first, one);
  expect([happened, (await adding).happened]).toEqual([[], ['candidate.added.v1']]);
  expect(await shown(first.candidates, id)).toEqual({ contact: other, owners: [id, id] });
});
