/** What a run of the drills found, as it stands in docs/operations.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from '../../deploy/local/root.ts';
import { detectedWithinS, type Result } from './drilled.ts';

const page = new URL(`file://${root}/docs/operations.md`);

/** Writes what was found between the page's two marks of that name. Throws when they are not there. */
export function writeDown(name: 'drill' | 'calm', text: string): void {
  writeFileSync(page, withText(readFileSync(page, 'utf8'), name, text));
}

export function withText(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run drill -->`, `<!-- /${name} -->`];
  const [before, , after] = [document.split(begin)[0] ?? '', begin, document.split(end)[1]];
  if (!document.includes(begin) || after === undefined) throw new Error(`docs/operations.md has no ${begin} … ${end}`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

export function tableOf(results: readonly Result[]): string {
  const header = ['fault', 'alert that names it', 'after', 'what else fired', 'what was done', 'silent after', 'stories'];
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
    silentAfter === undefined ? '**never**' : `${silentAfter} s`,
    works ? 'go on' : '**stand still**',
  ];
}

const told = (seconds: number | undefined, limit: number): string =>
  seconds === undefined ? '**never**' : seconds > limit ? `**${seconds} s**` : `${seconds} s`;
const linked = (alert: string): string => `[${alert}](runbooks/alerts/${alert}.md)`;
