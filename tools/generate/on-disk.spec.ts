/** A change of an event is held against the last released contracts; before the first release against those that were written last. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventContract } from '@rolecall/kernel';
import { z } from 'zod';
import { brokenApi, brokenContracts, driftOf, hasRelease, release, write } from './on-disk.ts';
import { schemaDocuments } from './schemas.ts';

const shape = { doorId: z.uuid(), how: z.enum(['pushed', 'pulled']), width: z.number().max(3), by: z.string().optional() };
const door: EventContract = {
  ...{ type: 'door.opened.v1', meaning: 'It stands open.', service: 'house' },
  ...{ topic: 'house.doors', key: 'doorId', data: z.object(shape) },
};
const hinge: EventContract = { ...door, type: 'hinge.oiled.v1', topic: null };
const documentsOf = (...events: EventContract[]) => schemaDocuments(events, z.object({ title: z.string() }));
const released = documentsOf(door, hinge);

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'released-'));
  write(released, driftOf(released, ['docs/schemas'], root), root);
});
afterAll(() => rmSync(root, { recursive: true }));

const breaks = (...events: EventContract[]) => brokenContracts(documentsOf(...events), root);
const withData = (more: z.ZodRawShape): EventContract => ({ ...door, data: z.object({ ...shape, ...more }) });
const { by: _, ...withoutBy } = shape;

it.each([
  ['the same', door],
  ['a new optional field', withData({ note: z.string().optional() })],
  ['other words', { ...door, meaning: 'It is open.' }],
])('lets an additive change pass: %s', (_, event) => expect(breaks(event, hinge)).toEqual([]));

it('lets a new event and a second version pass', () => {
  const second = { ...withData({ how: z.enum(['pushed', 'pulled', 'kicked']) }), type: 'door.opened.v2' };
  expect(breaks(door, hinge, second, { ...door, type: 'door.shut.v1' })).toEqual([]);
});

const remedy = 'What was told stays as it was told: define door.opened.v2 beside it.';
it.each([
  ['a removed field', { ...door, data: z.object(withoutBy) }, '/by was removed'],
  ['a new required field', withData({ note: z.string() }), '/note became required'],
  ['a narrowed enum', withData({ how: z.enum(['pushed']) }), '/how may no longer be pulled'],
  ['a widened enum', withData({ how: z.enum(['pushed', 'pulled', 'kicked']) }), '/how may now be kicked too'],
  ['another type', withData({ width: z.string() }), '/width was number and became string'],
  ['another bound', withData({ width: z.number().max(4) }), '/width has another maximum'],
  ['another topic', { ...door, topic: 'house.gates' }, 'it was house.doors, keyed by doorId and became house.gates, keyed by doorId'],
  ['another key', { ...door, key: 'by' }, 'it was house.doors, keyed by doorId and became house.doors, keyed by by'],
] satisfies [string, EventContract, string][])('refuses a breaking change: %s', (_, event, finding) => {
  expect(breaks(event, hinge)).toContain(`door.opened.v1: ${finding}. ${remedy}`);
});

it('refuses that an event is gone, also one that only histories hold', () => {
  expect(breaks(hinge)).toEqual([`door.opened.v1: it is gone. ${remedy}`]);
  expect(breaks(door)).toEqual(['hinge.oiled.v1: it is gone. What was told stays as it was told: define hinge.oiled.v2 beside it.']);
  expect(breaks({ ...door, topic: null }, hinge)[0]).toContain('door.opened.v1: it is gone');
});

describe('once there is a release', () => {
  const grown = withData({ note: z.string().optional() });
  const latch: EventContract = { ...door, type: 'latch.lifted.v1' };
  const writeAll = (...events: EventContract[]) => {
    const documents = documentsOf(...events);
    write(documents, driftOf(documents, ['docs/schemas'], root), root);
    return documents;
  };
  beforeAll(() => {
    expect(hasRelease(root)).toBe(false);
    release(writeAll(door, hinge), root);
    // And work goes on behind it.
    writeAll(grown, hinge, latch);
  });

  it('what it told is held to, whatever was written since', () => {
    expect(hasRelease(root)).toBe(true);
    expect(breaks({ ...door, data: z.object(withoutBy) }, hinge)).toEqual([`door.opened.v1: /by was removed. ${remedy}`]);
    writeAll({ ...door, data: z.object(withoutBy) }, hinge);
    expect(breaks({ ...door, data: z.object(withoutBy) }, hinge)).toEqual([`door.opened.v1: /by was removed. ${remedy}`]);
    expect(breaks(door)[0]).toContain('hinge.oiled.v1: it is gone');
  });

  it('what came since and nobody has read may change, and may go', () => {
    writeAll(grown, hinge, latch);
    expect(breaks(withData({ note: z.number().optional() }), hinge, { ...latch, data: z.object({ doorId: z.uuid() }) })).toEqual([]);
    expect(breaks(door, hinge)).toEqual([]);
  });

  it('the next one takes its place', () => {
    release(writeAll(grown, hinge, latch), root);
    expect(breaks(door, hinge, latch)).toEqual([`door.opened.v1: /note was removed. ${remedy}`]);
    expect(breaks(grown, hinge)[0]).toContain('latch.lifted.v1: it is gone');
  });
});

describe('the API', () => {
  const file = 'apps/gateway/openapi.json';
  const operation = (operationId: string) => ({ operationId, responses: {} });
  const api = (...names: string[]) => {
    const paths = Object.fromEntries(names.map((name) => [`/v1/${name}`, { get: operation(name) }]));
    return new Map([[file, JSON.stringify({ paths })]]);
  };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'released-api-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (...names: string[]) => write(api(...names), driftOf(api(...names), [], folder), folder);

  it('may begin as it likes, and is held to what was written last', () => {
    expect(brokenApi(api('doors'), folder)).toEqual([]);
    put('doors', 'windows');
    expect(brokenApi(api('doors', 'roofs'), folder)).toEqual(['GET /v1/windows is gone']);
  });

  it('is held to what was released, once something was, and that is no event', () => {
    release(api('doors'), folder);
    put('doors', 'windows');
    expect(brokenApi(api('doors'), folder)).toEqual([]);
    expect(brokenApi(api('windows'), folder)).toEqual(['GET /v1/doors is gone']);
    expect(brokenContracts(api('doors'), folder)).toEqual([]);
  });
});
