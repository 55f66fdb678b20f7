/** What One story asks of Tempo and Loki is written in their languages: Grafana's own grammars of TraceQL and LogQL read it. */
import { parser as logql } from '@grafana/lezer-logql';
import { parser as traceql } from '@grafana/lezer-traceql';
import type { LRParser } from '@lezer/lr';
import { panelsOf } from '../../tools/observe/questions.ts';
import { oneStory } from './dashboards/one-story.ts';

const asked = (type: string): string[] =>
  panelsOf(oneStory)
    .filter(({ datasource }) => datasource?.type === type)
    .flatMap(({ targets = [] }) => targets.map((target) => Object(target).query ?? Object(target).expr));

/** Where a grammar does not understand a question. */
function stumbles(grammar: LRParser, question: string): number[] {
  const places: number[] = [];
  grammar.parse(question).iterate({ enter: ({ type, from }) => void (type.isError && places.push(from)) });
  return places;
}

it.each([
  ['tempo', traceql, 2],
  ['loki', logql, 1],
])('asks %s in its language', (type, grammar, count) => {
  expect(asked(type)).toHaveLength(count);
  for (const question of asked(type)) expect([question, stumbles(grammar, question)]).toEqual([question, []]);
});

it.each([
  ['a scope that is none', traceql, '{ spam."a" = "x" }'],
  ['a stage that is none', traceql, '{ span."a" = "x" } | selekt(span."b")'],
  ['a selector that does not end', logql, '{service_name=~".+" | correlation_id="x"'],
  ['a filter that is none', logql, '{service_name=~".+"} | | correlation_id="x"'],
])('would not understand %s', (_, grammar, question) => expect(stumbles(grammar, question)).not.toEqual([]));
