/** What a run of the drills found, as it stands in docs/operations.md. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from '../../deploy/local/root.ts';
import { detectedWithinS, type Result } from './drilled.ts';

const page = 'docs/operations.md';
const formatter = ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', '--config-path', '.biome.json'];

/** Writes what was found between the page's two marks of that name, in the style of all pages. Throws when they are not there. */
export function writeDown(name: 'drill' | 'calm', text: string): void {
  const path = `${root}/${page}`;
  writeFileSync(path, withText(readFileSync(path, 'utf8'), name, text));
  execFileSync(process.execPath, [...formatter, page], { cwd: root, stdio: 'ignore' });
}

export function withText(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run drill -->`, `<!-- /${name} -->`];
  const [before, , after] = [document.split(begin)[0] ?? '', begin, document.split(end)[1]];
  if (!document.includes(begin) || after === undefined) throw new Error(`${page} has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

export function tableOf(results: readonly Result[]): string {
  const header = ['fault', 'alert that names it', 'after', 'what else fired', 'its page says', 'the drill did', 'silent after', 'stories'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [header, header.map(() => '---'), ...results.map(cellsOf)].map(line).join('\n');
}

function cellsOf({ drill, fired, silentAfter, works, failure }: Result): string[] {
  const after = fired.get(drill.alert);
  const others = [...fired].filter(([name]) => name !== drill.alert).map(([name, seconds]) => `${linked(name)} (${seconds} s)`);
  return [
    drill.fault,
    linked(drill.alert),
    failure ? `not carried out: ${failure}` : told(after, detectedWithinS),
    others.join(', '),
    `\`${drill.remedy}\``,
    drill.done,
    silentAfter === undefined ? '**never**' : `${silentAfter} s`,
    works ? 'go on' : '**stand still**',
  ];
}

const told = (seconds: number | undefined, limit: number): string =>
  seconds === undefined ? '**never**' : seconds > limit ? `**${seconds} s**` : `${seconds} s`;
const linked = (alert: string): string => `[${alert}](runbooks/alerts/${alert}.md)`;
