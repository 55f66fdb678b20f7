/** Held against the services' own documents: a path that nobody owns, or that two own, would be answered by chance. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ownerOf, type Segment, segments } from './segments.js';

const folder = join(import.meta.dirname, '../../../docs/openapi');
const ofOperators = '/v1/operator';

const documents = readdirSync(folder).map((file) => ({
  service: basename(file, '.json'),
  paths: Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')).paths) as string[],
}));
const published = documents.flatMap(({ service, paths }) => paths.map((path) => ({ service, path })));
const segmentOf = (path: string): string => /^\/v1\/([^/]+)/.exec(path)?.[1] ?? path;

it('every path that is not for operators belongs to the service that publishes it', () => {
  const ofPeople = published.filter(({ path }) => !path.startsWith(ofOperators));
  expect(ofPeople.length).toBeGreaterThan(100);
  expect(ofPeople.filter(({ service, path }) => ownerOf[segmentOf(path) as Segment] !== service)).toEqual([]);
});

it('no path for operators is served', () => {
  expect(published.some(({ path }) => path.startsWith(ofOperators))).toBe(true);
  expect(segments).not.toContain('operator');
});

it('a segment is something that its service publishes, where that has a document', () => {
  const services = new Map(documents.map(({ service, paths }) => [service, paths.map(segmentOf)]));
  const unknown = segments.filter((segment) => services.get(ownerOf[segment])?.includes(segment) === false);
  expect(unknown).toEqual([]);
});
