/** A group's consumption in numbers. */
import { metrics } from '@rolecall/telemetry';
import type { ConsumerLag } from './consumer-lag.js';
import type { KeyQueues } from './key-queues.js';

type Why = Parameters<typeof metrics.consumerClientsReplacedTotal.inc>[0]['why'];

/** By the first words of why a client ended, as the log tells it. */
const whys = new Map<string, Why>([
  ['crashed', 'crashed'],
  ['could not learn its offsets', 'no_offsets'],
  ['gave up joining', 'not_joined'],
  ['no sign of life', 'silent'],
  ['handlers make no progress', 'no_progress'],
  ['messages do not come', 'messages_missing'],
]);

/** Anything else is how the connection failed. */
export const countReplaced = (group: string, reason: string): void =>
  metrics.consumerClientsReplacedTotal.inc({ group, why: whys.get(reason.split(':')[0] as string) ?? 'not_connected' });

export const countRebalance = (group: string): void => metrics.consumerRebalancesTotal.inc({ group });

/** Until the function that it gives is called. */
export function tellConsumption(group: string, lag: ConsumerLag, queues: KeyQueues): () => void {
  const ends = [
    metrics.consumerLagSeconds.tells(() => lag.told().map(({ topic, seconds }) => [{ group, topic }, seconds])),
    metrics.consumerLagMessages.tells(() => lag.told().map(({ topic, messages }) => [{ group, topic }, messages])),
    metrics.partitionsAssigned.tells(() => [[{ group }, lag.assigned]]),
    metrics.keysInWork.tells(() => [[{ group }, queues.inWork]]),
  ];
  return () => {
    for (const end of ends) end();
  };
}
