/** Which topics a replay reads, in which order, and from where; and where it is. Plain data: the cursor of its job. */
import type { Broker } from '../kafka/broker.js';
import type { JobOptions } from '../operations/job.js';
import { noSuchTopic, topicsCut } from '../rejections.js';
import type { ReplayMode } from './context.js';
import { lengthOf, type Walk, walkThrough } from './topic-walk.js';

export interface Stage {
  readonly topics: readonly string[];
  /** ISO instant; from the beginning when absent. */
  readonly since?: string;
  /** When it is read, what was folded of its events takes its place. */
  readonly settles: boolean;
}

export interface Place {
  readonly stages: readonly Stage[];
  readonly pass: number;
  readonly stage: number;
  /** Of this stage, one for each topic. */
  readonly walks: readonly Walk[];
  /** How often the end was looked for again. */
  readonly round: number;
  readonly settling: boolean;
  /** By handler and type: deliveries of this pass that rest on what has not arrived. */
  readonly waiting: Readonly<Record<string, number>>;
  /** How many they were in the pass before. */
  readonly waitedBefore?: number;
}

export const modeOf = ({ from }: JobOptions): ReplayMode => (from === undefined ? 'rebuild' : 'catch up');

/**
 * Small topics first: what much rests on is told seldom. The owners' histories on a topic of their own are followed by what has been said
 * on the usual ones since they were written, and only then known whole.
 */
export async function stagesOf(broker: Pick<Broker, 'bounds'>, consumed: readonly string[], options: JobOptions): Promise<Stage[]> {
  const { topic, since, from } = options as Record<string, string | undefined>;
  if (topic !== undefined)
    return [
      { topics: [topic], settles: false },
      { topics: consumed, since, settles: true },
    ];
  const lengths = await Promise.all(consumed.map(async (name) => [name, lengthOf(await walkThrough(broker, name))] as const));
  const ordered = lengths.sort(([, one], [, other]) => one - other);
  return ordered.map(([name]) => ({ topics: [name], ...(from ? { since: from } : {}), settles: from === undefined }));
}

/** Throws `operator/no-such-topic`, and `operator/topics-cut` where a topic that is to be read from its beginning has lost it. */
export async function messagesIn(broker: Pick<Broker, 'bounds'>, stages: readonly Stage[]): Promise<number> {
  let messages = 0;
  for (const { topics, since } of stages) {
    const bounds = await broker.bounds(topics, since);
    const missing = topics.filter((topic) => !bounds.some((each) => each.topic === topic));
    if (missing.length > 0) throw noSuchTopic({ topics: missing });
    const cut = bounds.filter(({ low }) => since === undefined && low !== '0').map(({ topic }) => topic);
    if (cut.length > 0) throw topicsCut({ topics: [...new Set(cut)] });
    messages += bounds.reduce((sum, { since: from, high }) => sum + Number(BigInt(high) - BigInt(from)), 0);
  }
  return messages;
}

export async function openStage(broker: Pick<Broker, 'bounds'>, place: Omit<Place, 'walks'>): Promise<Place> {
  const { topics, since } = place.stages[place.stage] as Stage;
  const walks = await Promise.all(topics.map((topic) => walkThrough(broker, topic, since)));
  return { ...place, walks, round: 0, settling: false };
}

export const firstPlace = (stages: readonly Stage[]): Omit<Place, 'walks'> => ({
  ...{ stages, pass: 1, stage: 0, round: 0, settling: false, waiting: {} },
});

export const sumOf = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
