/** `rolecall replay`: a service gets every event again and rebuilds its copies, from the topics or from the owners' histories. */
import { randomUUID } from 'node:crypto';
import { type Command, type Given, type Told, told } from './command.js';
import { instantOf } from './instant.js';
import { runJob } from './jobs.js';
import { Plain } from './services.js';

/** What the services' clocks may be apart, and more: what is read twice changes nothing. */
const marginMs = 5 * 60_000;

export const replayCommand: Command = {
  ...{ name: 'replay', argument: 'service', which: 'such as offer', options: '[--from-owners | --from <instant>]' },
  says: 'hands a service every event again and rebuilds its copies, while it runs',
  run: replay,
};

async function replay(given: Given): Promise<Told> {
  const { from, 'from-owners': fromOwners } = given.options;
  const service = given.operator.service(given.argument);
  const one = { ...given, services: [service] };
  if (from !== undefined && fromOwners) throw new Plain('either from an instant, or from the owners');
  if (!fromOwners) return runJob(one, 'replay', from === undefined ? {} : { from: instantOf(from, 'from when? --from') });
  if (given.options.detach) throw new Plain('the owners write their histories first: it cannot be left alone');
  const topic = `replay.${randomUUID()}`;
  // What need not run owns no history.
  const owners = given.operator.services.filter(({ name, optional }) => name !== service.name && !optional);
  const written = await runJob({ ...given, services: owners }, 'republish', { topic });
  if (!written.done) return written;
  const begun = (written.json as readonly { readonly at: string }[]).map(({ at }) => Date.parse(at));
  const replayed = await runJob(one, 'replay', { topic, since: new Date(Math.min(...begun) - marginMs).toISOString() });
  return told([written.json, replayed.json].flat(), [...written.lines, ...replayed.lines], replayed.done);
}
