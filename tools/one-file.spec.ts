/** A new metric is one declaration, a new alert one page: from these alone each is found everywhere. */
import { metrics } from '@rolecall/telemetry';
import { parse } from 'yaml';
import { alertmanagerText } from '../deploy/alertmanager/documents.ts';
import { grafanaDocuments } from '../deploy/grafana/documents.ts';
import { alertOf, readAlerts } from '../deploy/prometheus/alert-pages.ts';
import { prometheusDocuments } from '../deploy/prometheus/documents.ts';
import { metricsPage } from './generate/metrics-page.ts';

const letters: (typeof metrics.declared)[number] = {
  name: 'hiring_letters_waiting_seconds',
  kind: 'gauge',
  theme: 'Letters',
  unit: 'seconds',
  meaning: 'Age of the oldest letter that waits for its release.',
  lookWhen: 'above 3600',
  runbook: 'deadlines',
  labels: { kind: ['rejection', 'offer'] },
};
const declared = [...metrics.declared, letters];

const page = `# LettersWait

Letters wait for more than an hour.

**It means**: nobody releases them.

**Who is hurt**: who waits for one.

**See**: \`max by (job) (hiring_letters_waiting_seconds)\`.

**Decide**: nothing.

**Do**:

1. \`docker compose logs offer\`.

**Undo**: nothing.

**Prevent**: nothing.

## Rule

\`\`\`yaml
watch: max by (job) (hiring_letters_waiting_seconds)
above: 3600
for: 1m
severity: page
unit: s
dashboard: service-overview
explains: [ProbeFails, DeadLetters]
\`\`\`

## Test

\`\`\`yaml
fires:
  - when: one waits
    series: { 'hiring_letters_waiting_seconds{job="offer"}': 7200x9 }
    at: 5m
    alerts: [{ job: offer }]
silent:
  - when: none waits
    series: { 'hiring_letters_waiting_seconds{job="offer"}': 0x9 }
    at: 5m
\`\`\`
`;
const alert = alertOf({ path: 'docs/runbooks/alerts/LettersWait.md', text: page });
const alerts = [...readAlerts(), alert];
const documents = new Map([...prometheusDocuments(alerts), ...grafanaDocuments(alerts, declared)]);
const textOf = (path: string): string => documents.get(path) ?? '';

describe('a metric', () => {
  it('has its row, with when to look and where', () =>
    expect(metricsPage(declared)).toContain(
      '| `hiring_letters_waiting_seconds` | gauge | seconds | `kind`: `rejection`, `offer` | Age of the oldest letter that waits for its release. | above 3600 | [deadlines](runbooks/deadlines.md) |',
    ));

  it('has its panel, by its kind, unit and labels, with a link to the alert that watches it, and to its runbook', () => {
    const { panels } = JSON.parse(textOf('deploy/grafana/generated/every-metric.json'));
    const panel = panels.find(({ title }: { title: string }) => title === letters.name);
    expect(panel).toMatchObject({
      description: 'Age of the oldest letter that waits for its release. Look when above 3600.',
      fieldConfig: { defaults: { unit: 's' } },
      links: [{ url: '/d/alert-LettersWait' }, { url: '/d/runbook-deadlines' }],
      targets: [
        {
          expr: 'topk(20, max by (job, kind) (hiring_letters_waiting_seconds{job=~"$service"})) or on() vector(0)',
          legendFormat: '{{job}} {{kind}}',
        },
      ],
    });
    expect(panels.find(({ title, type }: { title: string; type: string }) => type === 'row' && title === 'Letters')).toBeDefined();
  });
});

describe('an alert', () => {
  it('has its rule, which links its page', () => {
    const { groups } = parse(textOf('deploy/prometheus/rules/LettersWait.yml'));
    const [rule] = groups[0].rules;
    expect([groups[0].interval, rule.expr, rule.for, rule.labels]).toEqual([
      '15s',
      '(max by (job) (hiring_letters_waiting_seconds)) > 3600',
      '1m',
      { severity: 'page' },
    ]);
    expect(rule.annotations.runbook_url).toContain('/d/alert-LettersWait{{ else }}');
  });

  it('has its test, its row in the list, its dashboard with its page, and keeps quiet what it explains', () => {
    const { tests } = parse(textOf('deploy/prometheus/tests/LettersWait.yml'));
    expect(tests.map(({ name }: { name: string }) => name)).toEqual(['one waits', 'none waits']);
    expect(textOf('docs/runbooks/alerts/README.md')).toContain(
      '| [LettersWait](LettersWait.md) | page | Letters wait for more than an hour. | [ProbeFails](ProbeFails.md), [DeadLetters](DeadLetters.md) |',
    );
    expect(textOf('deploy/grafana/generated/alert-LettersWait.json')).toContain('nobody releases them');
    expect(parse(alertmanagerText(alerts)).inhibit_rules.filter((rule: object) => JSON.stringify(rule).includes('LettersWait'))).toEqual([
      { source_matchers: ['alertname = LettersWait'], target_matchers: ['alertname =~ "DeadLetters"'], equal: ['job'] },
      { source_matchers: ['alertname = LettersWait'], target_matchers: ['alertname =~ "ProbeFails"'] },
    ]);
  });
});
