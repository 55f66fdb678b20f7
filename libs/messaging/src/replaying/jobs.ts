/** Replaying as operators ask for it: `replay`, and `republish` in the services whose histories it is to read. */
import { z } from 'zod';
import type { JobOptions, JobWork } from '../operations/job.js';
import { Replay, type ReplayOf } from './replay.js';
import { Republish } from './republish.js';
import { messagesIn, modeOf, stagesOf } from './stages.js';

/** No topic of the usual ones, for it is deleted when it has been read. */
const topic = z.string().regex(/^replay\.[\w-]{1,200}$/, 'must be a name such as replay.<id>');
const replayOptions = z.union([
  z.strictObject({}),
  /** ISO instant: what was said since is made up for, and nothing is rebuilt. */
  z.strictObject({ from: z.iso.datetime() }),
  /** The owners' histories, and when their first was begun to be written. */
  z.strictObject({ topic, since: z.iso.datetime() }),
]);
const republishOptions = z.strictObject({ topic });

export function replayJob(of: ReplayOf): JobWork & { readonly options: z.ZodType<JobOptions> } {
  const replay = new Replay(of, modeOf);
  const { broker } = of.ports;
  return {
    kind: 'replay',
    options: replayOptions as z.ZodType<JobOptions>,
    total: async (options) => ({ messages: await messagesIn(broker, await stagesOf(broker, replay.topics, options)) }),
    step: async (from) => {
      const { differences, ...step } = await replay.step(from);
      const { topic: own } = from.options;
      if (step.done && own !== undefined) await broker.deleteTopic(String(own));
      return { ...step, findings: [...(step.findings ?? []), ...differences.map(({ of: copy, what }) => `${copy}: ${what}`)] };
    },
  };
}

export function republishJob(ports: ReplayOf['ports']): JobWork & { readonly options: z.ZodType<JobOptions> } {
  const republish = new Republish(ports);
  return {
    kind: 'republish',
    options: republishOptions as z.ZodType<JobOptions>,
    total: async () => ({ commits: await ports.database.collection('commits').countDocuments({}) }),
    step: ({ cursor, options, signal }) => republish.step(String(options.topic), (cursor as string | undefined) ?? undefined, signal),
  };
}
