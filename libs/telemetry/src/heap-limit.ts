/**
 * How much the heap of this process may hold. V8's own limit counts the space of young objects as well, on a large machine 192 MB of it: a heap
 * that was told to be small (`--max-old-space-size`) is full long before.
 */
import { getHeapStatistics } from 'node:v8';

const toldMegabytes = /--max[-_]old[-_]space[-_]size[= ](\d+)/g;

/** `flags`: what node was told, the last word counts. In bytes. */
export function heapLimitOf(flags: readonly string[], limitOfV8: number): number {
  const told = [...flags.join(' ').matchAll(toldMegabytes)].at(-1)?.[1];
  return told === undefined ? limitOfV8 : Math.min(limitOfV8, Number(told) * 1024 * 1024);
}

/** `nodeOptions`: the variable NODE_OPTIONS of this process. */
export const heapLimit = (nodeOptions: string): number =>
  heapLimitOf([nodeOptions, ...process.execArgv], getHeapStatistics().heap_size_limit);
