/** What a command of the command line is, and what it gives: text for people, and as JSON for scripts. */
import type { Operator, Service } from './services.js';
import type { Terminal } from './terminal.js';

export interface Told {
  readonly lines: readonly string[];
  readonly json: unknown;
  /** False when what was asked for did not come about. */
  readonly done: boolean;
  /** Of the process, where 0 and 1 do not say it. */
  readonly code?: number;
}

export const told = (json: unknown, lines: readonly string[], done = true): Told => ({ lines, json, done });

/** The options of all commands. */
export const options = {
  json: { type: 'boolean' },
  reason: { type: 'string' },
  message: { type: 'string' },
  service: { type: 'string' },
  detach: { type: 'boolean' },
  'backup-taken': { type: 'string' },
  'from-beginning': { type: 'boolean' },
  apply: { type: 'boolean' },
  'from-owners': { type: 'boolean' },
  from: { type: 'string' },
  all: { type: 'boolean' },
  topics: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

export interface Options {
  readonly json?: boolean;
  readonly reason?: string;
  readonly message?: string;
  readonly detach?: boolean;
  readonly 'backup-taken'?: string;
  readonly 'from-beginning'?: boolean;
  readonly apply?: boolean;
  readonly 'from-owners'?: boolean;
  readonly from?: string;
  readonly all?: boolean;
  readonly topics?: boolean;
}

export interface Given {
  readonly operator: Operator;
  /** That of `--service`; else all. */
  readonly services: readonly Service[];
  /** Empty when the command has none, or it may be left out and was. */
  readonly argument: string;
  readonly options: Options;
  readonly terminal: Terminal;
}

export interface Command {
  /** One or two words, such as `dead list`. */
  readonly name: string;
  /** What comes after the name, such as `address`. */
  readonly argument?: string;
  /** Where to find an argument that was left out; without it, the argument may be left out. */
  readonly which?: string;
  /** The options it needs, as the usage shows them. */
  readonly options?: string;
  /** What it does, for the usage. */
  readonly says: string;
  readonly run: (given: Given) => Promise<Told>;
}
