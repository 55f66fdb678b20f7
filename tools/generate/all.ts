/** Every generated document of the project. The same for the command (built code) and for the spec (sources). */
import { basename } from 'node:path';
import * as contracts from '@rolecall/contracts';
import { allEvents, allRejections } from '@rolecall/kernel';
import { roleSchema } from '@rolecall/role-schema';
import { metrics } from '@rolecall/telemetry';
import { alertmanagerFile, alertmanagerText } from '../../deploy/alertmanager/documents.ts';
import { grafanaDocuments, grafanaFolder, readRunbooks } from '../../deploy/grafana/documents.ts';
import { readAlerts } from '../../deploy/prometheus/alert-pages.ts';
import { prometheusDocuments, prometheusFolders } from '../../deploy/prometheus/documents.ts';
import { isTest, libOf, type SourceFile, serviceOf } from '../sources.ts';
import { asyncApiOf, asyncApiText } from './asyncapi.ts';
import { consumptionsOf } from './consumers.ts';
import { type Documents, json, sorted } from './documents.ts';
import { eventsPage } from './events-page.ts';
import { type Api, mergedApi } from './merged-api.ts';
import { metricsPage } from './metrics-page.ts';
import { type App, openApiDocuments } from './openapi.ts';
import { problemDocuments } from './problems.ts';
import { located, rejectionSites } from './rejections.ts';
import { schemaDocuments } from './schemas.ts';

/** Folders that hold generated documents and nothing else: what is in them and not generated any more is removed. */
export const generatedFolders = ['docs/asyncapi', 'docs/openapi', 'docs/problems', 'docs/schemas', ...prometheusFolders, grafanaFolder];

/** What the gateway serves; it stands where its image has it. */
export const mergedFile = 'apps/gateway/openapi.json';

/** `apps`: every service, loaded, for its rejections are known only then. `code`: the sources of apps and libs. */
export async function generate(apps: readonly App[], code: readonly SourceFile[]): Promise<Documents> {
  const services = apps.map(({ service }) => service);
  const sources = code.filter(({ path }) => services.includes(serviceOf(path) ?? '') || libOf(path));
  const events = allEvents();
  const consumptions = consumptionsOf(sources, contracts);
  const rejections = located(allRejections(), rejectionSites(sources));
  const alerts = readAlerts();
  const openApi = await openApiDocuments(apps);
  return new Map([
    ['docs/asyncapi/rolecall.yaml', asyncApiText(asyncApiOf(events, consumptions))],
    ['docs/events.md', eventsPage(events, consumptions)],
    ['docs/metrics.md', metricsPage(metrics.declared)],
    ...openApi,
    [mergedFile, json(mergedApi(apisIn(openApi), rejections))],
    ...problemDocuments(rejections, services),
    ...schemaDocuments(events, roleSchema),
    ...prometheusDocuments(alerts),
    ...grafanaDocuments(alerts, metrics.declared, readRunbooks()),
    [alertmanagerFile, alertmanagerText(alerts)],
  ]);
}

/** By service. */
const apisIn = (documents: Documents): Map<string, Api> =>
  new Map([...documents].map(([path, text]) => [basename(path, '.json'), JSON.parse(text)]));

/** Services that have an `app.module.ts`. */
export const servicesIn = (sources: readonly SourceFile[]): string[] =>
  sorted(
    sources
      .filter(({ path }) => /^apps\/[^/]+\/src\/app\.module\.ts$/.test(path) && !isTest(path))
      .map(({ path }) => serviceOf(path) ?? ''),
  );
