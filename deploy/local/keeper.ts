/**
 * A process that lives a little longer than its parent, to end what the parent started, however the parent ended (SIGKILL included):
 * it reads orders from a pipe, and when the pipe closes it stops the processes, removes the paths, and ends.
 * Run by guard.ts: `node keeper.ts <how long processes get to stop, in ms>`.
 */
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Order } from './guard.ts';
import { becomesTrue, isAlive, signal } from './processes.ts';

const killedWithinMs = 2000;
const graceMs = Number(process.argv[2]);
const pids = new Set<number>();
const paths = new Set<string>();

function obey(order: Order): void {
  if ('watch' in order) pids.add(order.watch);
  else if ('forget' in order) pids.delete(order.forget);
  else paths.add(order.remove);
}

async function end(): Promise<void> {
  const gone = () => ![...pids].some(isAlive);
  if (graceMs > 0) for (const pid of pids) signal(pid, 'SIGTERM');
  if (graceMs === 0 || !(await becomesTrue(gone, graceMs))) for (const pid of pids) signal(pid, 'SIGKILL');
  await becomesTrue(gone, killedWithinMs);
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => obey(JSON.parse(line) as Order));
orders.on('close', () => void end().finally(() => process.exit()));
// A terminal's signals are for the parent.
for (const name of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(name, () => undefined);
