/** Every panel says what it shows, in which unit, and where to go from it; every link leads somewhere. */
import { attributesOf, metrics } from '@rolecall/telemetry';
import { panelsOf } from '../../tools/observe/questions.ts';
import { readAlerts } from '../prometheus/alert-pages.ts';
import { dashboards, readRunbooks } from './documents.ts';

const alerts = readAlerts();
const runbooks = readRunbooks();
const boards = dashboards(alerts, metrics.declared, runbooks);
const uids = boards.map(({ uid }) => uid as string);
const panels = boards.flatMap((board) => panelsOf(board).map((panel) => ({ where: `${board.uid}: ${panel.title}`, board, panel })));
const asking = panels.filter(({ panel }) => panel.type !== 'text');

it('knows the dashboards that were promised, one for each alert, and one for each other runbook', () => {
  expect(uids.filter((uid) => !/^(alert|runbook)-/.test(uid)).sort()).toEqual([
    'event-backbone',
    'every-metric',
    'hiring-funnel',
    'one-story',
    'servers',
    'service-overview',
    'slos',
  ]);
  expect(uids).toHaveLength(7 + alerts.length + runbooks.length);
  // Grafana takes no longer ones.
  expect(uids.filter((uid) => uid.length > 40)).toEqual([]);
});

it('describes every panel by a sentence', () =>
  expect(panels.filter(({ panel }) => !/^[A-Z0-9].+\.$/s.test(panel.description ?? '')).map(({ where }) => where)).toEqual([]));

it('gives every panel a unit, thresholds where it is a number, and something to ask', () => {
  const numbers = asking.filter(({ panel }) => panel.datasource?.type === 'prometheus');
  expect(numbers.filter(({ panel }) => !panel.fieldConfig?.defaults.unit).map(({ where }) => where)).toEqual([]);
  expect(numbers.filter(({ panel }) => !panel.fieldConfig?.defaults.thresholds?.steps.length).map(({ where }) => where)).toEqual([]);
  expect(asking.filter(({ panel }) => !panel.targets?.length).map(({ where }) => where)).toEqual([]);
});

it('asks data sources that are variables, which the dashboard has, with the uids that are provisioned', () => {
  const kinds = ['prometheus', 'tempo', 'loki'];
  for (const { where, board, panel } of asking) {
    const { type, uid } = panel.datasource ?? {};
    expect([where, uid]).toEqual([where, `\${${type}}`]);
    const variable = board.templating.list?.find(({ name }) => name === type);
    expect(variable).toMatchObject({ type: 'datasource', query: type, current: { value: type } });
    expect(kinds).toContain(type);
  }
});

it('uses no variable that it does not have', () => {
  for (const { where, board, panel } of asking) {
    const own = [...(board.templating.list?.map(({ name }) => name) ?? []), '__rate_interval', '__range'];
    const used = [...JSON.stringify(panel.targets).matchAll(/\$\{?(\w+)/g)].map(([, name]) => name as string);
    expect([where, used.filter((name) => !own.includes(name))]).toEqual([where, []]);
  }
});

it('links to dashboards that there are', () => {
  const links = panels.flatMap(({ panel }) => (panel.links ?? []).map(({ url }) => url as string));
  const prose = panels.flatMap(({ panel }) =>
    [...JSON.stringify(panel.options ?? {}).matchAll(/\]\((\/d\/[^)]+)\)/g)].map(([, url]) => url as string),
  );
  expect(prose.length).toBeGreaterThan(50);
  expect([...links, ...prose].filter((url) => !uids.includes(url.replace('/d/', '')))).toEqual([]);
});

/** Each alert that fires has its own. */
const ofAllAlerts = 'slos: Firing';

it('links to a runbook from every panel that turns red, and from each metric', () => {
  const turnsRed = ({ panel }: (typeof panels)[number]) => (panel.fieldConfig?.defaults.thresholds?.steps.length ?? 0) > 1;
  const drawn = panels.filter(({ board }) => board.tags?.includes('rolecall'));
  const leading = drawn.filter((each) => each.board.uid === 'every-metric' || turnsRed(each));
  expect(leading.length).toBeGreaterThan(metrics.declared.length + 50);
  expect(leading.filter(({ panel }) => !panel.links?.length).map(({ where }) => where)).toEqual([ofAllAlerts]);
});

it('asks for attributes of spans, events and processes where they stand', () => {
  const asked = asking.flatMap(({ panel }) => (panel.targets ?? []).flatMap((target) => (target as { query?: string }).query ?? []));
  const named = asked.flatMap((query) => [...query.matchAll(/\b(\w+)\.(?:"([^"]+)"|([\w.]+))/g)]);
  expect(new Set(named.map(([, scope]) => scope))).toEqual(new Set(['resource', 'span', 'event']));
  for (const [, scope = '', quoted, bare] of named)
    expect([scope, attributesOf[scope as keyof typeof attributesOf]]).toEqual([scope, expect.arrayContaining([quoted ?? bare])]);
});

it('leads from the durations of each hop to a trace', () => {
  const targets = asking.filter(({ panel }) => panel.targets?.some((target) => (target as { exemplar?: boolean }).exemplar));
  const asked = JSON.stringify(targets.map(({ panel }) => panel.targets));
  for (const metric of ['http_request', 'delivery_lag', 'delivery']) expect(asked).toContain(`hiring_${metric}_seconds_bucket`);
});

it('lays no panel over another, and none outside', () => {
  for (const { uid, panels: all = [] } of boards) {
    const places = new Set<string>();
    for (const { gridPos } of all as { gridPos: { x: number; y: number; w: number; h: number } }[])
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect([uid, x, y, places.has(`${x}/${y}`), x < 24]).toEqual([uid, x, y, false, true]);
          places.add(`${x}/${y}`);
        }
  }
});

it('shows of each alert the page that its link promises', () => {
  for (const { name, prose, rules } of alerts) {
    const board = boards.find(({ uid }) => uid === `alert-${name}`);
    const text = JSON.stringify(panelsOf(board as never));
    expect(text).toContain(JSON.stringify(prose.split('\n\n')[1]).slice(1, -1).slice(0, 60));
    expect(rules.length).toBeGreaterThan(0);
  }
});
