/** The orders in which people may look at applications. */
import type { Order } from '../worklist/worklist.js';
import { scoreOf } from './evaluation.js';
import type { Application } from './state.js';

interface One {
  readonly id: string;
  readonly state: Application;
}

const byTime = (one: One, other: One) => one.state.receivedAt.localeCompare(other.state.receivedAt) || one.id.localeCompare(other.id);
/** Who is not evaluated comes first: it is no mark against them, and a person has to look. */
const pointsOf = ({ state }: One) => scoreOf(state.evaluation)?.total ?? Number.POSITIVE_INFINITY;

export const comparing: Readonly<Record<Order, (one: One, other: One) => number>> = {
  received: byTime,
  match: (one, other) => {
    const [left, right] = [pointsOf(one), pointsOf(other)];
    return left === right ? byTime(one, other) : right - left;
  },
};
