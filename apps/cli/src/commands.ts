/** All commands of the command line, and which of them is meant. */
import type { Command } from './command.js';
import { deadCommands } from './dead.js';
import { doctorCommand } from './doctor.js';
import { headCommands } from './heads.js';
import { jobCommands } from './jobs.js';
import { reconcileCommand } from './reconcile.js';
import { replayCommand } from './replay.js';
import { restoreCommand } from './restore.js';
import { tokenCommand } from './token.js';
import { verifyCommand } from './verify.js';

export const commands: readonly Command[] = [
  doctorCommand,
  ...deadCommands,
  ...headCommands,
  ...jobCommands,
  replayCommand,
  verifyCommand,
  reconcileCommand,
  restoreCommand,
  tokenCommand,
];

/** The command and its argument (empty when it was left out); undefined when there is no such command, or it takes no such argument. */
export function meant(words: readonly string[]): { readonly command: Command; readonly argument: string } | undefined {
  const command = commands.find(({ name }) => name.split(' ').every((word, n) => word === words[n]));
  const [argument = '', ...more] = words.slice(command?.name.split(' ').length);
  return !command || more.length > 0 || (argument && !command.argument) ? undefined : { command, argument };
}
