/** The stage of the demo: sentences for people, the machinery dimmed beside them; everything said is kept for demo.html. */
import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';

export type Line =
  | { readonly kind: 'scene'; readonly number: number; readonly title: string; readonly intro: string }
  /** What happened, in a sentence; `behind`: events, service, milliseconds. */
  | { readonly kind: 'said'; readonly sentence: string; readonly behind: readonly string[] }
  /** A refusal: the sentence, and the problem's own words. */
  | { readonly kind: 'refused'; readonly sentence: string; readonly problem: string; readonly behind: readonly string[] }
  | { readonly kind: 'shown'; readonly title: string; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'note'; readonly text: string };

const pauseMs = { said: 900, refused: 1400, shown: 2600, note: 1200, scene: 1500 } as const;

export class Stage {
  readonly lines: Line[] = [];
  private readonly fast: boolean;
  private readonly write: (text: string) => void;
  private readonly dims: boolean;

  constructor({ fast, write, dims }: { fast: boolean; write: (text: string) => void; dims: boolean }) {
    this.fast = fast;
    this.write = write;
    this.dims = dims;
  }

  async tell(line: Line): Promise<void> {
    this.lines.push(line);
    this.write(`${this.textOf(line)}\n`);
    if (!this.fast) await sleep(pauseMs[line.kind]);
  }

  scene = (number: number, title: string, intro: string): Promise<void> => this.tell({ kind: 'scene', number, title, intro });
  note = (text: string): Promise<void> => this.tell({ kind: 'note', text });
  show = (title: string, rows: readonly (readonly string[])[]): Promise<void> => this.tell({ kind: 'shown', title, rows });
  said = (sentence: string, ...behind: string[]): Promise<void> => this.tell({ kind: 'said', sentence, behind });

  private textOf(line: Line): string {
    const style = (format: 'bold' | 'dim' | 'yellow' | 'cyan', text: string) => (this.dims ? styleText(format, text) : text);
    const behind = (facts: readonly string[]) => (facts.length > 0 ? `\n      ${style('dim', facts.join('\n      '))}` : '');
    switch (line.kind) {
      case 'scene':
        return `\n${style('bold', `${line.number}. ${line.title}`)}\n   ${style('dim', line.intro)}\n`;
      case 'said':
        return `   ${line.sentence}${behind(line.behind)}`;
      case 'refused':
        return `   ${line.sentence}\n   ${style('yellow', `✗ ${line.problem}`)}${behind(line.behind)}`;
      case 'shown':
        return `\n   ${style('cyan', line.title)}\n${line.rows.map((row) => `     ${columns(row, line.rows)}`).join('\n')}\n`;
      case 'note':
        return `   ${style('dim', `(${line.text})`)}`;
    }
  }
}

/** Cells under each other; the last one runs free. */
function columns(row: readonly string[], rows: readonly (readonly string[])[]): string {
  return row
    .map((cell, n) =>
      n === row.length - 1 ? cell : cell.padEnd(Math.max(...rows.map((other) => (other.length > n + 1 ? (other[n] ?? '').length : 0)))),
    )
    .join('   ');
}
