/** Prometheus itself reads the rules, and each alert fires for the series of its page and keeps silent for the others. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSources } from '../../tools/sources.ts';
import { findPrometheus } from '../local/find-prometheus.ts';
import { runTool } from '../local/tool.ts';
import { whereThereIs } from '../local/where-there-is.ts';
import { readAlerts } from './alert-pages.ts';

const here = import.meta.dirname;
const withinMs = 300_000;
const { test, found } = await whereThereIs(findPrometheus);
const asked = (...args: string[]) => runTool(found.promtool, args, { withinMs });

test('reads every rule', async () => {
  const files = readSources(['deploy/prometheus/rules/*.yml']).map(({ path }) => path);
  expect(files.length).toBeGreaterThan(20);
  await asked('check', 'rules', ...files.map((path) => join(here, '../..', path)));
});

test.each(readAlerts().map(({ name }) => name))(
  '%s fires and keeps silent as its page says',
  async (name) => void (await asked('test', 'rules', join(here, 'tests', `${name}.yml`))),
  withinMs,
);

/** Rules and tests of one alert in a folder of their own, each text changed. */
async function withChanged(name: string, change: (text: string) => string, then: (test: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-promtool-'));
  try {
    for (const part of ['rules', 'tests']) {
      mkdirSync(join(folder, part));
      writeFileSync(join(folder, part, `${name}.yml`), change(readFileSync(join(here, part, `${name}.yml`), 'utf8')));
    }
    await then(join(folder, 'tests', `${name}.yml`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('would not pass with another limit', () =>
  withChanged(
    'RelayBehind',
    (text) => text.replace('> 30', '> 6000'),
    async (wrong) => void (await expect(asked('test', 'rules', wrong)).rejects.toThrow('got:[]')),
  ));

test('leads to Prometheus where there is no Grafana', () => {
  const relayLag = encodeURIComponent('max by (job) (hiring_relay_lag_seconds)');
  const local = (text: string) =>
    text
      .replaceAll('grafana: http://grafana', 'prometheus: http://prometheus')
      .replaceAll('http://grafana/d/alert-RelayBehind', 'http://prometheus/user/alerts/RelayBehind.md')
      .replaceAll('http://grafana/d/event-backbone', `http://prometheus/graph?g0.tab=0&g0.expr=${relayLag}`);
  return withChanged('RelayBehind', local, async (changed) => void (await asked('test', 'rules', changed)));
});
