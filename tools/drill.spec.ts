/** The drills rest on pages that say what they do, and their table says plainly what went wrong. */
import { readFileSync } from 'node:fs';
import { readAlerts } from '../deploy/prometheus/alert-pages.js';
import { isWell, notDone, type Result } from '../tests/drill/drilled.js';
import { drills } from '../tests/drill/drills.js';
import { tableOf, withText } from '../tests/drill/table.js';
import { projectRoot } from './sources.js';

const [drill] = drills as [(typeof drills)[number]];
const well: Result = { drill, fired: new Map([[drill.alert, 80], ['ProbeFails', 100]]), silentAfter: 40, works: true }; // biome-ignore format: one line

it('are twelve', () => {
  expect(new Set(drills.map(({ fault }) => fault)).size).toBe(12);
});

it.each(drills)('$fault: $alert has a page, which says what to do', ({ alert, remedy }) => {
  const page = readAlerts().find(({ name }) => name === alert);
  expect(page?.prose).toContain(remedy);
});

it('have gone well when the alert came in time, was cured and is silent, and not otherwise', () => {
  expect(isWell(well)).toBe(true);
  const fired = (seconds: number) => ({ fired: new Map([[drill.alert, seconds]]) });
  const wrong: Partial<Result>[] = [fired(121), { fired: new Map([['ProbeFails', 9]]) }, { silentAfter: undefined }, { works: false }, { failure: 'why' }]; // biome-ignore format: one line
  expect(wrong.map((part) => isWell({ ...well, ...part }))).toEqual(wrong.map(() => false));
  expect(isWell(notDone(drill, 'why'))).toBe(false);
});

it('are told in a table, and what is wrong stands out', () => {
  const late = { ...well, fired: new Map([[drill.alert, 130]]), silentAfter: undefined, works: false };
  const rows = tableOf([well, late, notDone(drill, 'why')])
    .split('\n')
    .slice(2);
  expect(rows[0]).toContain(
    `| [${drill.alert}](runbooks/alerts/${drill.alert}.md) | 80 s | [ProbeFails](runbooks/alerts/ProbeFails.md) (100 s) |`,
  );
  expect(rows[1]).toMatch(/\*\*130 s\*\*.*\*\*never\*\*.*\*\*stand still\*\*/);
  expect(rows[2]).toContain('not carried out: why');
});

it('write between the marks of docs/operations.md, and nowhere else', () => {
  const document = readFileSync(`${projectRoot}/docs/operations.md`, 'utf8');
  const once = withText(document, 'drill', 'a table');
  expect(withText(once, 'drill', 'a table')).toBe(once);
  expect(once).toContain('\n\na table\n\n<!-- /drill -->');
  expect(() => withText('# empty', 'drill', 'a table')).toThrow('has no <!-- drill');
});
