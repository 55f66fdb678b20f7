/** The order of people: time received by default; by match nobody is punished for not being evaluated. */
import { fold } from '@rolecall/kernel';
import * as the from './application.examples.js';
import { application } from './application.js';
import { comparing } from './order.js';
import type { ApplicationEvent } from './state.js';

const one = (id: string, receivedAt: string, ...more: ApplicationEvent[]) => ({
  id,
  state: { ...fold(application, application.initial, [the.received(), ...more]), receivedAt },
});
const evaluated = (total: number): ApplicationEvent => {
  const { data, type } = the.evaluated();
  const [part] = the.evaluation.score.parts;
  return { type, data: { ...data, evaluation: { ...data.evaluation, score: { parts: [{ ...part!, points: total }], total, of: 15 } } } };
};
const all = [one('c', '3', evaluated(5)), one('a', '1', evaluated(5)), one('b', '2'), one('d', '4', evaluated(10)), one('e', '2')];

it.each([
  ['received', 'a b e c d'],
  ['match', 'b e d a c'],
] as const)('by %s: %s', (order, ids) =>
  expect(
    [...all]
      .sort(comparing[order])
      .map(({ id }) => id)
      .join(' '),
  ).toBe(ids),
);
