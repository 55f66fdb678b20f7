/** docs/reliability.md has every fault case, and what it and the promises name is there: the file, and in it a test or a fault with that whole title. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './sources.js';

const page = readFileSync(join(projectRoot, 'docs/reliability.md'), 'utf8');
const cases = [...page.matchAll(/^\| *(\d+) *\| ([^|]+)\| ([^|]+)\|$/gm)].map(([, number, , shown = '']) => ({
  number: Number(number),
  shown,
}));

const promises = [...(page.split('\n## ')[1] ?? '').matchAll(/^\| (\w[^|]+?\.) +\| [^|]+\| ([^|]+)\|$/gm)].map(
  ([, promise = '', shown = '']) => [promise, shown] as const,
);

/** Where a title may stand: in a call that makes a test, at the begin of a row of its table, or as a fault's name. */
const titled = /(?:\b(?:it|describe|way|inEveryOrder|spoiled)\(|\)\(|\bname:|\[)\s*(['`])((?:(?!\1).)+)\1/g;
const escaped = (text: string) => text.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw`\$&`);

/** What stands there for a value, as in `%s`, is anything. */
function isTitleIn(text: string, title: string): boolean {
  return [...text.matchAll(titled)].some(([, , found = '']) => {
    const pattern = found.split(/\$\{[^}]*\}|%s|\$\w+/).map(escaped);
    return pattern.some((part) => /\w/.test(part)) && new RegExp(`^${pattern.join('.+')}$`).test(title);
  });
}

it('has the cases 1 to 64', () => expect(cases.map(({ number }) => number)).toEqual(Array.from({ length: 64 }, (_, n) => n + 1)));

it('has the promises', () => expect(promises.length).toBeGreaterThan(10));

it('takes no part of a title for the title', () => {
  const text = "it('cuts the way to Kafka', …); describe('slow'); it.each([…])('%s: killed', …)";
  expect(['cuts the way to Kafka', 'slow', 'offer: killed'].filter((title) => !isTitleIn(text, title))).toEqual([]);
  expect(['cut', 'the way to Kafka', 'killed', 'to'].filter((title) => isTitleIn(text, title))).toEqual([]);
});

/** Looks up every file and every title in a cell; gives how many files there are. */
function lookUp(shown: string): number {
  const named = [...shown.matchAll(/\]\(\.\.\/([^)]+)\)((?:,? "[^"]+")+)/g)];
  for (const [, file = '', titles = ''] of named) {
    expect([file, existsSync(join(projectRoot, file))]).toEqual([file, true]);
    const text = readFileSync(join(projectRoot, file), 'utf8');
    const missing = [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title).filter((title) => !isTitleIn(text, title));
    expect([file, missing]).toEqual([file, []]);
  }
  return named.length;
}

it.each(cases)('case $number is shown by what is there, or says why not', ({ shown }) => {
  if (lookUp(shown) === 0) expect(shown).toMatch(/^(Why not|As \d+:|In part:)/);
});

it.each(promises)('%s', (_, shown) => {
  const named = [...shown.matchAll(/\b(\d+)\b/g)].map(([, number]) => Number(number));
  if (lookUp(shown) === 0) expect(named.filter((number) => cases.some((each) => each.number === number))).not.toEqual([]);
});
