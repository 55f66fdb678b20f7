/** Generated documents are what the code says, and a change of the code breaks nobody who reads published events. */
import { generate, generatedFolders, servicesIn } from './generate/all.ts';
import type { Documents } from './generate/documents.ts';
import { brokenApi, brokenContracts, driftOf } from './generate/on-disk.ts';
import { projectRoot, readCode } from './sources.ts';

const sources = readCode();
let documents: Documents;

beforeAll(async () => {
  const loaded = servicesIn(sources).map(async (service) => ({ service, ...(await import(`../apps/${service}/src/app.module.js`)) }));
  documents = await generate(await Promise.all(loaded), sources);
}, 60_000);

it('is what the code says; after a change: npm run generate', () => {
  const drift = driftOf(documents, generatedFolders, projectRoot);
  expect(drift.map(({ path, why }) => `${path}: ${why}`)).toEqual([]);
});

it('breaks no reader of a published event', () => expect(brokenContracts(documents, projectRoot)).toEqual([]));

it('breaks no caller of the published API', () => expect(brokenApi(documents, projectRoot)).toEqual([]));
