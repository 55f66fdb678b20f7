/** Grafana's own schema, in Go and strictly, reads every dashboard that is generated. For whoever asks: DASHBOARDS=1, a minute or two of Go. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { panelsOf } from '../../tools/observe/questions.ts';
import { projectRoot } from '../../tools/sources.ts';
import { runTool } from '../local/tool.ts';
import { firstThatWorks } from '../local/ways.ts';
import { whereThereIs } from '../local/where-there-is.ts';
import { grafanaFolder } from './documents.ts';

const buildWithinMs = 30 * 60_000;
const folder = mkdtempSync(join(tmpdir(), 'rolecall-dashboards-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function built(): Promise<string> {
  const reader = join(folder, 'reader');
  const cwd = join(projectRoot, 'deploy/grafana/schema');
  await runTool('go', ['build', '-o', reader, '.'], { cwd, withinMs: buildWithinMs, gently: true });
  return reader;
}
const { test, found } = await whereThereIs(() =>
  firstThatWorks(
    'The reader of dashboards',
    [{ name: 'Go', find: built }],
    ['install Go 1.24 or later and have access to its module proxy'],
  ),
);

/** Each question names its data source, which the schema knows it by, and the panel's own will do in Grafana. */
function readable(name: string, change: (panels: Panel[]) => void = () => undefined): string {
  const board: Dashboard = JSON.parse(readFileSync(join(projectRoot, grafanaFolder, name), 'utf8'));
  const panels = panelsOf(board);
  for (const { datasource, targets = [] } of panels) for (const target of targets) Object.assign(target, { datasource });
  change(panels);
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(board));
  return file;
}

test('Grafana’s schema knows every field of every dashboard', async () => {
  const names = readdirSync(join(projectRoot, grafanaFolder));
  expect(names.length).toBeGreaterThan(50);
  expect(
    await runTool(
      found,
      names.map((name) => readable(name)),
    ),
  ).toBe(`${names.length} read, 0 wrong\n`);
});

test.each([
  ['a field of a panel', 'slos.json', 'Panel', (panel: Panel) => ({ ...panel, colour: 'red' })],
  ['an option of a table', 'one-story.json', 'options', (panel: Panel) => ({ ...panel, options: { colour: 'red' } })],
  [
    'what is asked of Tempo',
    'one-story.json',
    'targets[0]',
    (panel: Panel) => ({ ...panel, targets: [{ ...panel.targets?.[0], ask: '' }] }),
  ],
  [
    'what is asked of Prometheus',
    'slos.json',
    'targets[0]',
    (panel: Panel) => ({ ...panel, targets: [{ ...panel.targets?.[0], ask: '' }] }),
  ],
  ['a place outside', 'slos.json', 'gridPos.w', (panel: Panel) => ({ ...panel, gridPos: { x: 0, y: 0, w: 25, h: 1 } })],
])('and would not take %s that it does not know', async (_, name, where, wrong) => {
  const change = ([panel]: Panel[]) => void (panel && Object.assign(panel, wrong(panel)));
  await expect(runTool(found, [readable(name, change)])).rejects.toThrow(where);
});
