/** A cause keeps quiet what it explains, and nothing else; and nothing keeps quiet what nobody else would say. */
import { parse } from 'yaml';
import { type Alert, readAlerts } from '../prometheus/alert-pages.ts';
import { alertmanagerText, explainedBy } from './documents.ts';

const alerts = readAlerts();
const made = (of: readonly Alert[] = alerts) => parse(alertmanagerText(of));

interface Inhibition {
  readonly source_matchers: string[];
  readonly target_matchers: string[];
  readonly equal?: string[];
}
type Labels = Readonly<Record<string, string>>;

/** As Alertmanager reads a matcher. */
const matches = (matcher: string, labels: Labels): boolean => {
  const [, name = '', operator, quoted = ''] = /^(\w+) (=|=~) (.+)$/.exec(matcher) ?? [];
  const value = quoted.replaceAll('"', '');
  return operator === '=' ? labels[name] === value : new RegExp(`^(?:${value})$`).test(labels[name] ?? '');
};
const isQuiet = (target: Labels, source: Labels): boolean =>
  (made().inhibit_rules as Inhibition[]).some(
    ({ source_matchers, target_matchers, equal = [] }) =>
      source_matchers.every((matcher) => matches(matcher, source)) &&
      target_matchers.every((matcher) => matches(matcher, target)) &&
      equal.every((name) => source[name] === target[name]),
  );
const firing = (alertname: string, severity: string, job?: string): Labels => ({ alertname, severity, ...(job ? { job } : {}) });

it.each([
  ['in the same service', firing('RelayBehind', 'page', 'offer'), firing('KafkaAway', 'page', 'offer'), true],
  ['in another service', firing('RelayBehind', 'page', 'screening'), firing('KafkaAway', 'page', 'offer'), false],
  ['of no service', firing('ProbeFails', 'page'), firing('ServiceDown', 'page', 'offer'), true],
  ['an objective', firing('ReactionsLate', 'page'), firing('DatabaseAway', 'page', 'offer'), true],
  ['a group of the same service', { ...firing('DeadLetters', 'ticket', 'offer'), group: 'x' }, firing('KeysHeld', 'ticket', 'offer'), true],
  ['what has another cause', firing('DeadLetters', 'ticket', 'offer'), firing('ServiceDown', 'page', 'offer'), false],
  ['its own ticket', firing('StoriesStuck', 'ticket'), firing('StoriesStuck', 'page'), true],
  ['a ticket by a ticket', firing('CommandsSlow', 'ticket'), firing('DatabaseSlow', 'ticket', 'offer'), true],
  ['no page by a ticket', firing('CommandsSlow', 'page'), firing('DatabaseSlow', 'ticket', 'offer'), false],
  ['not itself', firing('KafkaAway', 'page', 'offer'), firing('KafkaAway', 'page', 'offer'), false],
])('keeps quiet %s', (_, target, source, expected) => expect(isQuiet(target, source)).toBe(expected));

it('keeps the sign of life quiet for nothing, and sends it to a receiver of its own', () => {
  for (const { name } of alerts) expect([name, isQuiet(firing('Watchdog', 'none'), firing(name, 'page', 'offer'))]).toEqual([name, false]);
  const { route, receivers } = made();
  expect(route.routes[0]).toMatchObject({ matchers: ['severity = none'], receiver: 'watchdog' });
  expect(receivers).toEqual([{ name: 'people' }, { name: 'watchdog' }]);
});

it('refuses a circle, in which all would be silent, and a name that is no alert', () => {
  const changed = (name: string, explains: readonly string[]) =>
    alerts.map((alert) => (alert.name === name ? { ...alert, explains } : alert));
  expect(() => made(changed('ProbeFails', ['KafkaAway']))).toThrow('explains itself');
  expect(() => made(changed('ProbeFails', ['Nothing']))).toThrow('ProbeFails.md: explains Nothing, which there is not');
  expect([...explainedBy('ManyKeysHeld', alerts)].sort()).toEqual(['DeadLetters', 'KeysHeld']);
});
