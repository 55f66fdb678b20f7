/** `rolecall restore`: after a service's database came back from a backup. */
import type { Command } from './command.js';

export const restoreCommand: Command = {
  name: 'restore',
  options: '--service <name> --backup-taken <instant> [--from-beginning] [--apply]',
  says: 'after its database came back from a backup: says what its topics bring back, and brings it back with --apply',
  // Only when it is asked for: with it come the clients of Kafka and MongoDB.
  run: async (given) => (await import('./restoring.js')).restoreService(given),
};
