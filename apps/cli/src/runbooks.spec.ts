/** What the documents tell an operator to type is what the command line takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { options } from './command.js';
import { meant } from './commands.js';

const root = join(import.meta.dirname, '../../..');
const runbooks = readdirSync(join(root, 'docs/runbooks'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/runbooks/${name}`);
const pages = [...runbooks, 'README.md', 'docs/architecture.md', 'docs/operations.md'];

/** `rolecall …` between backticks, or on a line of its own. */
const said = (text: string): string[] =>
  [...text.matchAll(/(?:`|^\s*)(?:npm run )?rolecall (?:-- )?(?!is\b)([^`\n]+?)(?:`|$)/gm)].map(([, words]) => words ?? '');

const calls = pages.flatMap((page) => said(readFileSync(join(root, page), 'utf8')).map((call) => [call, page] as const));

it('there are some', () => expect(calls.length).toBeGreaterThan(20));

it.each([...new Map(calls)])('rolecall %s (%s)', (call) => {
  const args = call.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? [];
  const { positionals } = parseArgs({ args, options, allowPositionals: true });
  expect(meant(positionals)?.command.name).toBeDefined();
});
