/** Counts the problems that are answered. Their codes are those of docs/problems: whatever comes, `problemOf` makes one of them of it. */
import { metrics } from '@rolecall/telemetry';
import type { Problem } from './problem.js';
import { failed, unauthenticated } from './rejections.js';

export const countProblem = ({ code }: Pick<Problem, 'code'>, by = 1): void => metrics.problemsTotal.inc({ code }, by);

// Those that somebody is woken for: the first of them is seen as a rise.
for (const awaited of [unauthenticated, failed]) countProblem(awaited, 0);
