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
    rules: [{ for: '1m', severity: 'page' }],
  });
  expect(() => without('**Who is hurt**')).toThrow(`${path}: lacks Who is hurt`);
  expect(() => without('# RelayBehind', '# RelayLate')).toThrow('begins with "# RelayBehind"');
  expect(() => without('## Test')).toThrow('"## Rule" and "## Test"');
  expect(() => without('severity: page', 'severity: loud')).toThrow(path);
  expect(() => without('dashboard: event-backbone', 'dashboard: nowhere')).toThrow(path);
  expect(() => without('above: 60', 'above: 60\nbelow: 1')).toThrow('either above or below');
  expect(() => without('above: 60')).toThrow('either above or below');
  expect(() => without(/^silent:[\s\S]*?(?=^```$)/m)).toThrow('silent');
});

it('wakes nobody for a cause: pages are symptoms, and there are fewer of them', () => {
  const pages = alerts.filter(({ rules }) => rules.every(({ severity }) => severity === 'page'));
  const tickets = alerts.filter(({ rules }) => rules.every(({ severity }) => severity === 'ticket'));
  expect(tickets.length).toBeGreaterThan(pages.length);
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
    const verbs = ['ps', 'logs', 'restart', 'up', 'exec'];
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
  it('lead to pages that there are', () => {
    const links = [...text.matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link]) => join('docs/runbooks/alerts', link as string));
    expect(links.filter((link) => !readSources([link]).length)).toEqual([]);
  });
});
