/** What `rolecall doctor` says, and its exit code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnosis, reported, worstFirst } from './doctor.js';

type Check = Diagnosis['checks'][number];
const ok: Check = { name: 'topics', state: 'ok', found: 'all there' };
const warn: Check = { name: 'replication', state: 'warn', found: 'one broker', todo: 'on a laptop nothing' };
const bad: Check = { name: 'indexes', state: 'bad', found: 'missing: heads', todo: 'restart one process' };
const unknown: Check = { name: 'oplog', state: 'unknown', found: 'could not be looked at (MongoServerError)' };
const spoken = { says: ['offer.accepted.v2'], hears: [] as string[] };
const of = (service: string, checks: readonly Check[], more = spoken): Diagnosis => ({
  service,
  at: 'now',
  checks: [...checks],
  spoken: more,
});

it('all is well, and what is to be known of is no failure', () => {
  const { lines, code, done } = reported([of('offer', [ok, warn])], []);
  expect([code, done, lines.at(-1)]).toEqual([0, true, 'all is well: 2 checks (1 to know of)']);
});

it('has one line for each check, the worst first, what to do below it, and a verdict', () => {
  const { lines, code } = reported([of('offer', [ok, warn, bad])], []);
  expect(code).toBe(1);
  expect(lines).toEqual([
    'offer',
    '  bad      indexes      missing: heads',
    '                        → restart one process (docs/runbooks/doctor.md#indexes)',
    '  warn     replication  one broker',
    '                        → on a laptop nothing (docs/runbooks/doctor.md#replication)',
    '  ok       topics       all there',
    '',
    '1 of 3 checks found something wrong, first: offer, indexes: missing: heads (1 to know of)',
  ]);
});

it('a service that gives no answer, or a check that could not look, is 2; unless something is wrong', () => {
  const away = ['interview at http://nowhere cannot be reached (ECONNREFUSED)'];
  expect(reported([of('offer', [ok])], away)).toMatchObject({ code: 2, done: false });
  expect(reported([of('offer', [ok])], away).lines.at(-1)).toContain(`1 of 2 checks could not look, first: no answer, service: ${away[0]}`);
  expect(reported([of('offer', [unknown])], []).code).toBe(2);
  expect(reported([of('offer', [unknown, bad])], away)).toMatchObject({ code: 1 });
});

it('one that need not run is to be known of when it gives no answer', () => {
  const absent = ['observer at http://nowhere cannot be reached (ECONNREFUSED)'];
  const { code, lines } = reported([of('offer', [ok])], [], absent);
  expect([code, lines.at(-1)]).toEqual([0, 'all is well: 2 checks (1 to know of)']);
  expect(lines.join('\n')).toContain(absent[0]);
});

it('names both when one says what another does not know in this version', () => {
  const hears = (types: string[]) => of('screening', [ok], { says: [], hears: types });
  const between = (types: string[]) => JSON.stringify(reported([of('offer', [ok]), hears(types)], []).json);
  expect(between(['offer.accepted.v1'])).toContain('offer says offer.accepted.v2, screening knows offer.accepted.v1');
  for (const types of [['offer.accepted.v1', 'offer.accepted.v2'], [], ['offer.declined.v1']])
    expect(between(types)).not.toContain(' says ');
});

it('every check has its paragraph in the runbook', () => {
  const source = readFileSync(join(import.meta.dirname, '../../../libs/messaging/src/doctor/checks.ts'), 'utf8');
  const names = [...source.matchAll(/^ {2}\| '([\w-]+)'/gm)].map(([, name]) => name as string);
  const page = readFileSync(join(import.meta.dirname, '../../../docs/runbooks/doctor.md'), 'utf8');
  const paragraphs = [...page.matchAll(/^## ([\w-]+)$/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(15);
  expect(paragraphs.sort()).toEqual([...names, 'service', 'contracts'].sort());
});

it('the worst comes first', () => {
  const [ok, warn, unknown, bad] = (['ok', 'warn', 'unknown', 'bad'] as const).map((state) => ({ state }));
  expect(worstFirst([ok, warn, bad, unknown] as never)).toEqual([bad, unknown, warn, ok]);
});
