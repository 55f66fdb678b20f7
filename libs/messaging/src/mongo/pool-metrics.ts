/** The connections of the driver to MongoDB, counted by what the driver says of them. */
import { metrics } from '@rolecall/telemetry';
import type { mongo } from 'mongoose';

/** Call it before the first connection is made. Until the function that it gives is called. */
export function tellPool(client: mongo.MongoClient): () => void {
  const count = { all: 0, inUse: 0, waiting: 0 };
  client.on('connectionCreated', () => {
    count.all += 1;
  });
  client.on('connectionClosed', () => {
    count.all -= 1;
  });
  client.on('connectionCheckOutStarted', () => {
    count.waiting += 1;
  });
  client.on('connectionCheckOutFailed', () => {
    count.waiting -= 1;
  });
  client.on('connectionCheckedOut', ({ durationMS }) => {
    count.waiting -= 1;
    count.inUse += 1;
    metrics.databaseWaitSeconds.observe({}, durationMS / 1000);
  });
  client.on('connectionCheckedIn', () => {
    count.inUse -= 1;
  });
  return metrics.databaseConnections.tells(() => [
    [{ state: 'in_use' }, count.inUse],
    [{ state: 'idle' }, Math.max(0, count.all - count.inUse)],
    [{ state: 'waiting' }, count.waiting],
  ]);
}
