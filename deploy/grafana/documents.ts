/** All dashboards as Grafana reads them: those that people open, and one for each alert, with its page beside its graph. Generated. */
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { metrics } from '@rolecall/telemetry';
import type { Alert } from '../prometheus/alert-pages.ts';
import { eventBackbone } from './dashboards/event-backbone.ts';
import { everyMetric } from './dashboards/every-metric.ts';
import { hiringFunnel } from './dashboards/hiring-funnel.ts';
import { oneStory } from './dashboards/one-story.ts';
import { servers } from './dashboards/servers.ts';
import { serviceOverview } from './dashboards/service-overview.ts';
import { sloBoard } from './dashboards/slos.ts';
import { dashboard, lines, text, type Unit } from './panels.ts';

export const grafanaFolder = 'deploy/grafana/generated';

/** Links within docs/runbooks lead nowhere from Grafana: alerts become links to theirs, other pages their path. */
const linked = (prose: string): string =>
  prose
    .replaceAll(/\[([^\]]+)\]\((\w+)\.md\)/g, '[$1](/d/alert-$2)')
    .replaceAll(/\[([^\]]+)\]\(\.\.\/([\w-]+\.md)\)/g, '$1 (`docs/runbooks/$2`)');

function boardOf({ name, summary, prose, graph }: Alert): Dashboard {
  const limits = graph.isFloor ? { floor: graph.limit } : { limit: graph.limit };
  const about = { title: 'What it watches', says: summary, unit: graph.unit as Unit, width: 12, height: 24, ...limits };
  return dashboard({
    uid: `alert-${name}`,
    title: `Alert: ${name}`,
    says: summary,
    from: 'now-6h',
    tags: ['alert'],
    rows: { [summary]: [text('Runbook', linked(prose), 12, 24), lines(about, { '': graph.expr })] },
  });
}

type Declared = typeof metrics.declared;

export function dashboards(alerts: readonly Alert[], declared: Declared): Dashboard[] {
  const slos = sloBoard((slo) => alerts.find((alert) => alert.slo === slo)?.name ?? '');
  return [slos, hiringFunnel, serviceOverview, eventBackbone, servers, oneStory, everyMetric(declared, alerts), ...alerts.map(boardOf)];
}

export const grafanaDocuments = (alerts: readonly Alert[], declared: Declared): [string, string][] =>
  dashboards(alerts, declared).map((board) => [`${grafanaFolder}/${board.uid}.json`, `${JSON.stringify(board, null, 2)}\n`]);
