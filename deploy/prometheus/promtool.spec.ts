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

test('would not pass with another limit', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-promtool-'));
  try {
    for (const part of ['rules', 'tests']) {
      mkdirSync(join(folder, part));
      const text = readFileSync(join(here, part, 'RelayBehind.yml'), 'utf8');
      writeFileSync(join(folder, part, 'RelayBehind.yml'), text.replace('> 60', '> 6000'));
    }
    const wrong = asked('test', 'rules', join(folder, 'tests/RelayBehind.yml'));
    await expect(wrong).rejects.toThrow('got:[]');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
