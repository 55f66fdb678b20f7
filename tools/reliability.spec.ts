/** docs/reliability.md has every fault case, and what it names is there: the file, and in it a test or a fault with that whole title. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './sources.js';

const page = readFileSync(join(projectRoot, 'docs/reliability.md'), 'utf8');
const cases = [...page.matchAll(/^\| *(\d+) *\| ([^|]+)\| ([^|]+)\|$/gm)].map(([, number, , shown = '']) => ({
  number: Number(number),
  shown,
}));

/** Where a title may stand: in a call that makes a test, at the begin of a row of its table, or as a fault's name. */
const titled = /(?:\b(?:it|describe|inEveryOrder|spoiled)\(|\)\(|\bname:|\[)\s*(['`])((?:(?!\1).)+)\1/g;
const escaped = (text: string) => text.replaceAll(/[.*+?^$()|[\]\\{}]/g, String.raw`\$&`);

/** What stands there for a value, as in `%s`, is anything. */
function isTitleIn(text: string, title: string): boolean {
  return [...text.matchAll(titled)].some(([, , found = '']) => {
    const pattern = found.split(/\$\{[^}]*\}|%s|\$\w+/).map(escaped);
    return pattern.some((part) => /\w/.test(part)) && new RegExp(`^${pattern.join('.+')}$`).test(title);
  });
}

it('has the cases 1 to 64', () => expect(cases.map(({ number }) => number)).toEqual(Array.from({ length: 64 }, (_, n) => n + 1)));

it('takes no part of a title for the title', () => {
  const text = "it('cuts the way to Kafka', …); describe('slow'); it.each([…])('%s: killed', …)";
  expect(['cuts the way to Kafka', 'slow', 'offer: killed'].filter((title) => !isTitleIn(text, title))).toEqual([]);
  expect(['cut', 'the way to Kafka', 'killed', 'to'].filter((title) => isTitleIn(text, title))).toEqual([]);
});

it.each(cases)('case $number is shown by what is there, or says why not', ({ shown }) => {
  const named = [...shown.matchAll(/\]\(\.\.\/([^)]+)\)((?:,? "[^"]+")+)/g)];
  if (named.length === 0) expect(shown).toMatch(/^(Why not|As \d+:|In part:)/);
  for (const [, file = '', titles = ''] of named) {
    expect([file, existsSync(join(projectRoot, file))]).toEqual([file, true]);
    const text = readFileSync(join(projectRoot, file), 'utf8');
    const missing = [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title).filter((title) => !isTitleIn(text, title));
    expect([file, missing]).toEqual([file, []]);
  }
});
