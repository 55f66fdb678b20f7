/** A page has everything that somebody needs who is woken by its alert, and what it tells to type is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot, readSources } from '../../tools/sources.ts';
import { alertOf, readAlerts, sections } from './alert-pages.ts';
import { slos } from './slos.ts';

const alerts = readAlerts();
const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const path = 'docs/runbooks/alerts/RelayBehind.md';
const good = read(path);
const without = (part: string | RegExp, by = '') => alertOf({ path, text: good.replace(part, by) });

it('refuses a page that lacks something, and says what', () => {
  expect(alertOf({ path, text: good })).toMatchObject({
    name: 'RelayBehind',
    dashboard: 'event-backbone',
    rules: [{ for: '30s', severity: 'page' }],
    isOfJob: true,
  });
  expect(() => without('**Who is hurt**')).toThrow(`${path}: lacks Who is hurt`);
  expect(() => without('# RelayBehind', '# RelayLate')).toThrow('begins with "# RelayBehind"');
  expect(() => without('## Test')).toThrow('"## Rule" and "## Test"');
  expect(() => without('severity: page', 'severity: loud')).toThrow(path);
  expect(() => without('dashboard: event-backbone', 'dashboard: nowhere')).toThrow(path);
  expect(() => without('above: 30', 'above: 30\nbelow: 1')).toThrow('either above or below');
  expect(() => without('above: 30')).toThrow('either above or below');
  expect(() => without(/^silent:[\s\S]*?(?=^```$)/m)).toThrow('silent');
  expect(() => without(/^silent:[\s\S]*?(?=^```$)/m, 'silent: []\n')).toThrow('when does it not fire?');
});

it('counts the first of a series as well, where a page asks so', () => {
  const { graph, rules } = without('watch: max by (job) (hiring_relay_lag_seconds)', 'watch: sum(counted(a_total{b=~"[0-9].*"}[2m]))');
  const seen = '((a_total{b=~"[0-9].*"} unless a_total{b=~"[0-9].*"} offset 2m) or increase(a_total{b=~"[0-9].*"}[2m]))';
  expect([graph.expr, rules[0]?.expr]).toEqual([`sum(${seen})`, `(sum(${seen})) > 30`]);
});

it('has one alert that tells nobody, which fires always', () => {
  const severities = (name: string) => alerts.find((alert) => alert.name === name)?.rules.map(({ severity }) => severity);
  const silent = alerts.filter(({ rules }) => rules.some(({ severity }) => severity === 'none'));
  expect(silent.map(({ name }) => name)).toEqual(['Watchdog']);
  // Nothing gets worse by waiting for the morning, its page says.
  expect(severities('VerifierMismatch')).toEqual(['ticket']);
});

/** From the fault: the next scrape, the next look at the rule, what the rule waits for, and what it looks back upon. */
it.each([
  ...['ServiceDown', 'DatabaseSlow', 'KafkaAway', 'DatabaseAway', 'DeadLetters', 'KeysHeld', 'RelayBehind', 'ClockWrong', 'TrafficBurst'],
  ...['CallersUnauthenticated', 'CommandsRefused', 'DatabaseDiskFull', 'MemoryNearLimit'],
])('%s waits no longer than a minute, so that a cause is named within two', (name) => {
  const waits = alerts.find((alert) => alert.name === name)?.rules.map((rule) => rule.for);
  expect(waits?.every((wait) => ['30s', '45s', '1m'].includes(wait ?? ''))).toBe(true);
});

it('watches every objective, each by one page', () =>
  expect(alerts.flatMap(({ slo }) => (slo ? [slo.name] : [])).sort()).toEqual(slos.map(({ name }) => name).sort()));

it.each(alerts.map((alert) => [alert.name, alert] as const))('%s says everything, in order', (_, { prose, summary }) => {
  const places = sections.map((section) => prose.indexOf(`\n**${section}**`));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(summary).toMatch(/^[^*#|\n]+\.$/);
  const steps = prose.slice(prose.indexOf('\n**Do**'), prose.indexOf('\n**Undo**'));
  expect(steps).toMatch(/^1\. /m);
  expect(steps).toContain('`');
});

describe('what pages tell to type', () => {
  const text = readSources(['docs/runbooks/alerts/*.md'])
    .map((page) => page.text)
    .join('\n');
  const typed = (first: string): string[] =>
    [...text.matchAll(new RegExp(`\`${first} ([^\`]+)\``, 'g'))].map(([, words]) => words as string);
  it('are scripts of this project', () => {
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
    const named = typed('npm run').map((words) => words.split(' ')[0] as string);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
  it('are services of docker-compose.yml', () => {
    const services = Object.keys(parse(read('docker-compose.yml'), { merge: true }).services);
    const verbs = ['ps', 'logs', 'restart', 'up', 'exec', 'stop', 'start'];
    const calls = typed('docker compose').map((words) =>
      words
        .replace(/'[^']*'/g, '')
        .split(' ')
        .filter((word) => word && !word.startsWith('--')),
    );
    expect(calls.length).toBeGreaterThan(10);
    for (const [verb, ...words] of calls) {
      expect(verbs).toContain(verb);
      const names = verb === 'exec' ? words.slice(0, 1) : words.filter((word) => /^[a-z]+$/.test(word));
      expect([verb, names.filter((name) => !services.includes(name))]).toEqual([verb, []]);
    }
  });
  it('is there for a start without Docker as well', () => {
    const lacking = readSources(['docs/runbooks/alerts/*.md']).filter(
      (page) => /`docker /.test(page.text) && !page.text.includes('(../local.md)'),
    );
    expect(lacking.map((page) => page.path)).toEqual([]);
  });
  it('lead to pages that there are', () => {
    const links = [...text.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link]) => join('docs/runbooks/alerts', link as string));
    expect(links.filter((link) => !readSources([link]).length)).toEqual([]);
  });
});
