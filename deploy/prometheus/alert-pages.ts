/**
 * An alert is one page, docs/runbooks/alerts/<name>.md: what a person reads who is woken by it, the rule, and the series that make it fire and
 * those that do not. Everything else of the alert is generated from there.
 */
import { parse } from 'yaml';
import { z } from 'zod';
import { readSources, type SourceFile } from '../../tools/sources.ts';
import { budgetOf, burnExpression, errorRatio } from './slo-rules.ts';
import { type Slo, slos } from './slos.ts';

/** What each page says, in this order. */
export const sections = ['It means', 'Who is hurt', 'See', 'Decide', 'Do', 'Undo', 'Prevent'] as const;

/** `none` tells nobody: see Watchdog. */
const severity = z.enum(['page', 'ticket', 'none']);
const dashboard = z.enum(['event-backbone', 'hiring-funnel', 'service-overview', 'servers', 'slos']);
const duration = z.string().regex(/^\d+[smhd]$/);
/** Alerts that say nothing new while this one fires in the same service; those of no service, while it fires in any. */
const explains = z.array(z.string()).default([]);

/**
 * Fires while `watch` is above or below a number for as long as `for`; with `given` only while that has a value, with `enough` only for those
 * labels of `watch` for which that has one. `watch` has a value also while all is well: its graph is never empty. See `counted` below.
 */
const onNumber = z.strictObject({
  watch: z.string(),
  above: z.coerce.number().optional(),
  below: z.coerce.number().optional(),
  given: z.string().optional(),
  enough: z.string().optional(),
  for: duration,
  severity,
  unit: z.enum(['short', 's', 'bytes', 'percentunit']),
  dashboard,
  explains,
});
/** Fires while the budget of an objective burns too fast: a page and a ticket. */
const onBudget = z.strictObject({ slo: z.enum(slos.map(({ name }) => name)), dashboard, explains });

const series = z.record(z.string(), z.string());
const situation = z.strictObject({ when: z.string(), series, at: duration });
const fires = situation.extend({ alerts: z.array(z.record(z.string(), z.string())).min(1) });
/** `every`: the time between two values of a series. */
const test = z.strictObject({ every: duration.default('1m'), fires: z.array(fires).min(1), silent: z.array(situation) });

export interface Rule {
  readonly expr: string;
  readonly for?: string;
  readonly severity: z.infer<typeof severity>;
}

export interface Alert {
  readonly name: string;
  readonly path: string;
  /** The first sentence of the page. */
  readonly summary: string;
  /** What the page says, without rule and test. */
  readonly prose: string;
  readonly dashboard: z.infer<typeof dashboard>;
  readonly rules: readonly Rule[];
  readonly explains: readonly string[];
  /** Whether it says of which service it is. */
  readonly isOfJob: boolean;
  /** What its graph shows, and the line that it should not cross. */
  readonly graph: { readonly expr: string; readonly limit: number; readonly isFloor: boolean; readonly unit: string };
  readonly slo?: Slo;
  readonly test: z.infer<typeof test>;
}

/** In the order of their names. */
export const readAlerts = (): Alert[] =>
  readSources(['docs/runbooks/alerts/*.md'])
    .filter(({ path }) => !path.endsWith('/README.md'))
    .map(alertOf);

/** Throws with the page's name when something is missing or not as it must be. */
export function alertOf({ path, text }: SourceFile): Alert {
  const name = path.replace(/^.*\/|\.md$/g, '');
  const [prose = '', ruleText, testText, ...more] = text.split(/^## (?:Rule|Test)$/m);
  if (!prose.startsWith(`# ${name}\n`) || !ruleText || !testText || more.length > 0)
    throw new Error(`${path}: begins with "# ${name}", then the prose, "## Rule" and "## Test"`);
  const missing = sections.filter((section) => !prose.includes(`\n**${section}**`));
  if (missing.length > 0) throw new Error(`${path}: lacks ${missing.join(', ')}`);
  const body = prose.replace(`# ${name}\n`, '').trim();
  const [summary = ''] = body.split('\n\n');
  const rule = z.union([onNumber, onBudget]).safeParse(yamlIn(ruleText));
  const cases = test.safeParse(yamlIn(testText));
  if (!rule.success || !cases.success) throw new Error(`${path}: ${rule.error?.message ?? ''}${cases.error?.message ?? ''}`);
  const made = 'slo' in rule.data ? ofBudget(rule.data.slo) : ofNumber(rule.data);
  const alwaysFires = made.rules.every((each) => each.severity === 'none');
  if (!alwaysFires && cases.data.silent.length === 0) throw new Error(`${path}: silent: when does it not fire?`);
  // What promtool holds to be its labels.
  const isOfJob = cases.data.fires.every(({ alerts }) => alerts.every((labels) => 'job' in labels));
  const { dashboard: board, explains: explained } = rule.data;
  return { name, path, summary, prose: body, dashboard: board, explains: explained, isOfJob, ...made, test: cases.data };
}

/** Every scalar as it is written: `0x20` is twenty times nothing here, and not a number. */
const yamlIn = (text: string): unknown => parse(/^```yaml\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '', { schema: 'failsafe' });

/**
 * `counted(x[2m])` is how much the counter grew within that time. A series that began within it counts from nothing: `increase` alone does
 * not see the first of its kind, and what is rare is mostly the first.
 */
const counted = (expr: string): string =>
  expr.replaceAll(/\bcounted\((.+?)\[(\d+[smhd])\]\)/g, '(($1 unless $1 offset $2) or increase($1[$2]))');

function ofNumber({ above, below, given, enough, for: lasting, severity, unit, ...rule }: z.infer<typeof onNumber>) {
  const watch = counted(rule.watch);
  const limit = above ?? below;
  if (limit === undefined || (above !== undefined && below !== undefined)) throw new Error(`either above or below: ${watch}`);
  const isFloor = below !== undefined;
  const only = `${enough ? ` and (${counted(enough)})` : ''}${given ? ` and on() (${given})` : ''}`;
  const expr = `(${watch}) ${isFloor ? '<' : '>'} ${limit}${only}`;
  const rules: Rule[] = [{ expr, for: lasting, severity }];
  return { rules, graph: { expr: watch, limit, isFloor, unit } };
}

function ofBudget(name: string) {
  const slo = slos.find((each) => each.name === name) as Slo;
  const rules = (['page', 'ticket'] as const).map((severity): Rule => ({ expr: burnExpression(slo, severity), severity }));
  return { rules, slo, graph: { expr: errorRatio(slo, '1h'), limit: budgetOf(slo), isFloor: false, unit: 'percentunit' } };
}
