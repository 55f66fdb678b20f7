/** A batch as kafkajs fetched it, in our words. */
import type { Batch } from 'kafkajs';
import type { FetchedBatch } from './assigned-partition.js';
import { textHeaders } from './text-headers.js';

export function fetchedBatch(batch: Batch): FetchedBatch {
  const { topic, partition } = batch;
  return {
    topic,
    partition,
    fetchedOffset: BigInt((batch as Batch & { fetchedOffset: string }).fetchedOffset),
    nextOffset: BigInt(batch.lastOffset()) + 1n,
    high: BigInt(batch.highWatermark),
    messages: batch.messages.map(({ offset, key, value, headers, timestamp }) => ({
      message: { topic, partition, offset, key: key?.toString(), value, headers: textHeaders(headers) },
      sentAt: Number(timestamp),
    })),
  };
}
