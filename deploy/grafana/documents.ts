/** All dashboards as Grafana reads them: those that people open, and one for each runbook; an alert’s has its graph beside it. Generated. */
import { posix } from 'node:path';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { metrics } from '@rolecall/telemetry';
import { readSources, type SourceFile } from '../../tools/sources.ts';
import type { Alert } from '../prometheus/alert-pages.ts';
import { eventBackbone } from './dashboards/event-backbone.ts';
import { everyMetric } from './dashboards/every-metric.ts';
import { hiringFunnel } from './dashboards/hiring-funnel.ts';
import { oneStory } from './dashboards/one-story.ts';
import { servers } from './dashboards/servers.ts';
import { serviceOverview } from './dashboards/service-overview.ts';
import { sloBoard } from './dashboards/slos.ts';
import { dashboard, lines, text, type Unit, urlOfPage } from './panels.ts';

export const grafanaFolder = 'deploy/grafana/generated';

/** All pages but those of alerts, which are read with their rules. */
export const readRunbooks = (): SourceFile[] => readSources(['docs/runbooks/*.md']).filter(({ path }) => !path.endsWith('/README.md'));

/** The links of a page lead to the dashboards of others, or become their paths where there are none: Grafana has no files. */
const linked = (path: string, prose: string): string =>
  prose.replaceAll(/\[([^\]]+)\]\(([^)#:]*)(?:#[^)]*)?\)/g, (_, words: string, to: string) => {
    if (!to) return words;
    const target = posix.join(posix.dirname(path), to);
    const [, page] = /^docs\/runbooks\/((?!.*README)[\w/-]+)\.md$/.exec(target) ?? [];
    return page ? `[${words}](${urlOfPage(page)})` : `${words} (\`${target}\`)`;
  });

function boardOf({ name, path, summary, prose, graph }: Alert): Dashboard {
  const limits = graph.isFloor ? { floor: graph.limit } : { limit: graph.limit };
  const about = { title: 'What it watches', says: summary, unit: graph.unit as Unit, width: 12, height: 24, ...limits };
  return dashboard({
    uid: `alert-${name}`,
    title: `Alert: ${name}`,
    says: summary,
    from: 'now-6h',
    tags: ['alert'],
    rows: { [summary]: [text('Runbook', linked(path, prose), 12, 24), lines(about, { '': graph.expr })] },
  });
}

function pageOf({ path, text: page }: SourceFile): Dashboard {
  const [, title = '', prose = ''] = /^# (.+)\n([\s\S]*)$/.exec(page) ?? [];
  const rows = { [path]: [text('Runbook', linked(path, prose), 24, 40)] };
  return dashboard({ uid: `runbook-${posix.basename(path, '.md')}`, title: `Runbook: ${title}`, says: path, tags: ['runbook'], rows });
}

type Declared = typeof metrics.declared;

export function dashboards(alerts: readonly Alert[], declared: Declared, runbooks: readonly SourceFile[] = []): Dashboard[] {
  const slos = sloBoard((slo) => alerts.find((alert) => alert.slo === slo)?.name ?? '');
  const opened = [slos, hiringFunnel, serviceOverview, eventBackbone, servers, oneStory, everyMetric(declared, alerts)];
  return [...opened, ...alerts.map(boardOf), ...runbooks.map(pageOf)];
}

export const grafanaDocuments = (alerts: readonly Alert[], declared: Declared, runbooks: readonly SourceFile[] = []): [string, string][] =>
  dashboards(alerts, declared, runbooks).map((board) => [`${grafanaFolder}/${board.uid}.json`, `${JSON.stringify(board, null, 2)}\n`]);
