/** `rolecall verify`: holds services against what must always hold. It came about when nothing else was found. */
import { type Command, type Given, type Told, told } from './command.js';
import { inServices, runJob } from './jobs.js';

export const verifyCommand: Command = {
  ...{ name: 'verify', argument: 'service', options: '[--all] [--topics]' },
  says: 'holds services against what must always hold, and names what does not',
  run: verify,
};

async function verify(given: Given): Promise<Told> {
  const { all, topics } = given.options;
  const ended = await runJob(inServices(given), 'verify', { ...(all ? { all } : {}), ...(topics ? { topics } : {}) });
  const jobs = ended.json as readonly { readonly counts: Readonly<Record<string, number>> }[];
  const mismatches = jobs.reduce((sum, { counts }) => sum + (counts.mismatches ?? 0), 0);
  if (!ended.done || mismatches === 0) return ended;
  return told(ended.json, [...ended.lines, `${mismatches} mismatches: docs/runbooks/verify.md says what each means`], false);
}
