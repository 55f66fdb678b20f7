/** The terminal, or the file or pipe in its place: the only place that writes, and that waits. */
import { setTimeout as sleep } from 'node:timers/promises';

const widthMin = 20;

export interface Terminal {
  /** Somebody looks at it: a line of progress may be written again and again. */
  readonly live: boolean;
  print(text: string): void;
  /** For what is no answer: what is wrong. */
  complain(text: string): void;
  /** Takes the place of the last line that was shown this way; an empty text removes it. */
  progress(text: string): void;
  wait(ms: number): Promise<void>;
}

export const terminal: Terminal = {
  live: process.stdout.isTTY === true,
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  // Cut to the width: a line that is broken in two cannot be taken back.
  progress: (text) => void process.stdout.write(`\r\u001b[2K${text.slice(0, Math.max(process.stdout.columns - 1, widthMin))}`),
  wait: (ms) => sleep(ms),
};
