/** Panels and dashboards with few words. Every panel has a unit and says what it shows; those that an alert or a page is about link to it. */

import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  ReduceDataOptionsBuilder,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type Panel as BuiltPanel,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableHide,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as HeatmapBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TextBuilder } from '@grafana/grafana-foundation-sdk/text';
import { PanelBuilder as LinesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

export type Unit = 'short' | 's' | 'd' | 'bytes' | 'percentunit' | 'reqps' | 'ops' | 'none';

/** What a panel says beyond its queries. `limit`: where it turns red, upwards, or downwards from a `floor`. */
export interface About {
  readonly title: string;
  readonly says: string;
  readonly unit: Unit;
  readonly limit?: number;
  readonly floor?: number;
  /** Its values may be below 0. */
  readonly isSigned?: boolean;
  /** The alert that watches it: the name of its page. */
  readonly alert?: string;
  /** A page of docs/runbooks: `relay`, `alerts/RelayBehind`. */
  readonly runbook?: string;
  /** Of 24 columns. */
  readonly width?: number;
  readonly height?: number;
  /** Marks in the graph that lead to the trace of one request. For histograms that keep exemplars. */
  readonly exemplars?: boolean;
}

/** PromQL by its legend; in a legend `{{group}}` is the value of a label. */
export type Queries = Readonly<Record<string, string>>;
export type Panel = Builder<BuiltPanel>;

export const source = (kind: 'prometheus' | 'tempo' | 'loki') => ({ type: kind, uid: `\${${kind}}` });

const targets = (queries: Queries, { exemplars = false, isNow = false } = {}) =>
  Object.entries(queries).map(([legend, expr], index) => {
    const query = new DataqueryBuilder()
      .expr(expr)
      .legendFormat(legend)
      .refId(String.fromCharCode(65 + index));
    if (isNow) return query.instant();
    return exemplars ? query.range().exemplar(true) : query.range();
  });

function thresholds({ limit, floor }: About) {
  const colours = floor === undefined ? ['green', 'red'] : ['red', 'green'];
  const at = floor ?? limit;
  const first = { color: colours[0] as string, value: null };
  const steps = at === undefined ? [first] : [first, { color: colours[1] as string, value: at }];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

const linkTo = (title: string, url: string) => new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url).targetBlank(false);

/** Where the dashboard is that shows a page of docs/runbooks. */
export const urlOfPage = (page: string): string =>
  `/d/${page.startsWith('alerts/') ? page.replace('alerts/', 'alert-') : `runbook-${page}`}`;

function runbooksOf({ alert, runbook }: About) {
  const pages = new Set([alert && `alerts/${alert}`, runbook].filter((page) => page !== undefined));
  return [...pages].map((page) => linkTo(`Runbook: ${page.replace('alerts/', '')}`, urlOfPage(page)));
}

/** Values over time. */
export function lines(about: About, queries: Queries): Panel {
  const isDrawn = about.limit !== undefined || about.floor !== undefined;
  const made = new LinesBuilder().title(about.title).description(about.says).unit(about.unit);
  if (!about.isSigned) made.min(0);
  return made
    .span(about.width ?? 8)
    .height(about.height ?? 8)
    .datasource(source('prometheus'))
    .targets(targets(queries, { exemplars: about.exemplars ?? false }))
    .links(runbooksOf(about))
    .thresholds(thresholds(about))
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(isDrawn ? GraphThresholdsStyleMode.Line : GraphThresholdsStyleMode.Off))
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .fillOpacity(10);
}

/** The last value, large. */
export const number = (about: About, queries: Queries): Panel =>
  new StatBuilder()
    .title(about.title)
    .description(about.says)
    .unit(about.unit)
    .span(about.width ?? 4)
    .height(about.height ?? 5)
    .datasource(source('prometheus'))
    .targets(targets(queries, { isNow: true }))
    .links(runbooksOf(about))
    .thresholds(thresholds(about))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']));

/** How a histogram's values lie over time: `buckets` is a rate by `le`. */
export const heat = (about: About, buckets: string): Panel =>
  new HeatmapBuilder()
    .title(about.title)
    .description(about.says)
    .unit(about.unit)
    .span(about.width ?? 12)
    .height(about.height ?? 8)
    .datasource(source('prometheus'))
    .withTarget(
      new DataqueryBuilder()
        .expr(buckets)
        .legendFormat('{{le}}')
        .format(PromQueryFormat.Heatmap)
        .exemplar(about.exemplars ?? false)
        .range()
        .refId('A'),
    )
    .links(runbooksOf(about))
    .thresholds(thresholds(about))
    .calculate(false);

export const text = (title: string, content: string, width: number, height: number): Panel =>
  new TextBuilder()
    .title(title)
    .description('The page in docs/runbooks, as it was when this was generated.')
    .content(content)
    .span(width)
    .height(height);

const names = { prometheus: 'Prometheus', tempo: 'Tempo', loki: 'Loki' } as const;

/** The data source of that uid, unless somebody picks another. */
const sourceVariable = (kind: keyof typeof names): Builder<VariableModel> =>
  new DatasourceVariableBuilder(kind)
    .type(kind)
    .label(names[kind])
    .hide(VariableHide.HideVariable)
    .current({ text: names[kind], value: kind });

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly says: string;
  readonly variables?: readonly Builder<VariableModel>[];
  readonly sources?: readonly (keyof typeof names)[];
  readonly from?: string;
  /** `rolecall` puts it into the menu of every other one. */
  readonly tags?: readonly string[];
  readonly rows: Readonly<Record<string, readonly Panel[]>>;
}

export function dashboard({
  uid,
  title,
  says,
  variables = [],
  sources = ['prometheus'],
  from = 'now-1h',
  tags = ['rolecall'],
  rows,
}: Board) {
  const menu = new DashboardLinkBuilder('Rolecall').type(DashboardLinkType.Dashboards).tags(['rolecall']).asDropdown(true).keepTime(true);
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(says)
    .tags([...tags])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('30s')
    .time({ from, to: 'now' })
    .variables([...sources.map(sourceVariable), ...variables])
    .link(menu);
  for (const [name, panels] of Object.entries(rows)) {
    builder.withRow(new RowBuilder(name));
    for (const panel of panels) builder.withPanel(panel);
  }
  return builder.build();
}
