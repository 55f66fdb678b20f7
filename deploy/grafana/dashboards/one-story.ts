/** One story by its correlation id: what happened when, beside its traces and its logs. It asks Tempo and Loki, not Prometheus. */
import { LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { TextBoxVariableBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as LogsBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { SearchTableType, DataqueryBuilder as TempoQuery } from '@grafana/grafana-foundation-sdk/tempo';
import { dashboard, source } from '../panels.ts';

const ofStory = 'span."messaging.message.conversation_id" = "$story"';
/** Which service, which event or command; and of what happened to it, which handler and why. */
const attributes = [
  'resource."service.name"',
  ...['span."rolecall.event.type"', 'span."rolecall.event.types"', 'span."rolecall.command"'],
  ...['event."rolecall.handler"', 'event."rolecall.code"'],
];
const shown = `select(${attributes.join(', ')})`;

const search = (query: string, type: SearchTableType) =>
  new TempoQuery().queryType('traceql').query(query).tableType(type).limit(200).spss(100).refId('A').datasource(source('tempo'));

const happened = new TableBuilder()
  .title('What happened')
  .description('Every event of the story and who reacted to it, in order. A click on a line opens its trace.')
  .unit('none')
  .span(24)
  .height(12)
  .datasource(source('tempo'))
  .withTarget(search(`{ ${ofStory} } | ${shown}`, SearchTableType.Spans))
  // Without it, the latest trace is first.
  .withTransformation({ id: 'sortBy', options: { sort: [{ field: 'Start time', desc: false }] } });

const traces = new TableBuilder()
  .title('Traces')
  .description(
    'One for each chain of automatic reactions: a person’s step, a deadline and a release begin a new one, which links to the one before.',
  )
  .unit('none')
  .span(10)
  .height(14)
  .datasource(source('tempo'))
  .withTarget(search(`{ ${ofStory} }`, SearchTableType.Traces));

const logs = new LogsBuilder()
  .title('Logs')
  .description('What the services said while they worked on the story. A line opens, and leads to its trace.')
  .span(14)
  .height(14)
  .datasource(source('loki'))
  .showTime(true)
  .wrapLogMessage(true)
  .enableLogDetails(true)
  .sortOrder(LogsSortOrder.Ascending)
  .withTarget(new LokiQuery().expr('{service_name=~".+"} | correlation_id="$story"').refId('A').datasource(source('loki')));

export const oneStory = dashboard({
  uid: 'one-story',
  title: 'One story',
  says: 'A hire from its first command to its end, by its correlation id: the application’s id, or the requisition’s.',
  sources: ['tempo', 'loki'],
  from: 'now-7d',
  variables: [new TextBoxVariableBuilder('story').label('Correlation id').defaultValue('')],
  rows: { Events: [happened], 'Traces and logs': [traces, logs] },
});
