/** Points in time as a person types them: with their zone, or they would mean another hour on another machine. */
import { instantOf } from './instant.js';

it.each([
  ['2026-03-02T08:00Z', '2026-03-02T08:00:00.000Z'],
  ['2026-03-02T08:00:00.5+02:00', '2026-03-02T06:00:00.500Z'],
])('%s is %s', (text, instant) => expect(instantOf(text, 'when?')).toBe(instant));

it.each(['', '2026-03-02', '2026-03-02T08:00', '2026-13-02T08:00Z', 'yesterday'])('"%s" is asked for again, with an example', (text) =>
  expect(() => instantOf(text, 'from when? --from')).toThrow('from when? --from 2026-03-02T08:00:00Z'),
);
