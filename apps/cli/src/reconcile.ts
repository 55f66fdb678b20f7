/** `rolecall reconcile`: the rules between aggregates are looked at now, instead of within minutes. */
import type { Command } from './command.js';
import { inServices, runJob } from './jobs.js';

export const reconcileCommand: Command = {
  ...{ name: 'reconcile', argument: 'service' },
  says: 'looks for broken rules between aggregates, twice, and mends what has stood',
  run: (given) => runJob(inServices(given), 'reconcile', {}),
};
