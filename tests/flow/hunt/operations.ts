/** Every operation that the services publish, with the schema of its body. */
import { readFileSync } from 'node:fs';
import { type ServiceName, serviceNames } from '../../../deploy/local/system.ts';
import type { Schema } from './samples.ts';

/** Those that people ask: the services, and the read side. */
export type Asked = ServiceName | 'pipeline';
const asked: readonly Asked[] = [...serviceNames, 'pipeline'];

export interface Operation {
  readonly service: Asked;
  readonly method: 'GET' | 'POST';
  /** Such as /v1/offers/{id}/accept. */
  readonly path: string;
  /** Names of what may stand in the query. */
  readonly query: readonly string[];
  readonly body?: Schema;
}

/** What ends something comes last, or the others would meet its end alone. */
const endings = /\/(cancel|close|reject|reject-approval|withdraw|void|rescind|renege|decline|recall|send-back|hold|discard|conclude)$/;

/** Who is on a panel can do more with its round. */
const lateness = ({ path }: Operation): number => Number(endings.test(path)) - Number(path.endsWith('/schedule'));

export const operations: readonly Operation[] = asked.flatMap(operationsOf).sort((a, b) => lateness(a) - lateness(b));

function operationsOf(service: Asked): Operation[] {
  const file = new URL(`../../../docs/openapi/${service}.json`, import.meta.url);
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(paths as Record<string, Record<string, Schema>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, parameters = [] }]) => {
      const body = requestBody?.content?.['application/json']?.schema;
      const whole = body && { ...body, components };
      const query = (parameters as Schema[]).filter((each) => each.in === 'query').map(({ name }) => name as string);
      return { service, path, query, method: method.toUpperCase() as Operation['method'], ...(whole ? { body: whole } : {}) };
    }),
  );
}

/** The template as logs and metrics name it. */
export const routeOf = ({ path }: Operation): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
