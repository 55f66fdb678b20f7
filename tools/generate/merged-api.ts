/** docs of the gateway: one OpenAPI 3.1 document of what all services answer there, with every code that they can answer. Pure. */
import { type RejectionDefinition, rejectionKinds } from '@rolecall/kernel';
import { generatedNote, sorted, sortedByKey } from './documents.ts';
import type { RejectionSite } from './rejections.ts';

export interface Api {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, object>>;
  readonly [more: string]: unknown;
}

type Code = RejectionDefinition & RejectionSite;

/** Asked of each service itself, by operators; and what they alone are answered. */
const ofOperators = '/v1/operator';
const toldOperators = /^(?:operator|dead-letters)\//;

/** Throws where two services answer one path, or two operations have one name. */
export function mergedApi(apis: ReadonlyMap<string, Api>, all: readonly Code[]) {
  const codes = all.filter(({ code }) => !toldOperators.test(code));
  const renamed = [...apis].map(([service, api]) => [service, withOwnNames(service, api, apis)] as const);
  const paths = renamed.flatMap(([service, api]) =>
    Object.entries(api.paths)
      .filter(([path]) => !path.startsWith(ofOperators))
      .map(([path, operations]) => [path, named(service, path, operations, Object.keys(api.paths))] as const),
  );
  refuseTwice(paths.map(([path]) => path));
  refuseTwice(paths.flatMap(([, operations]) => Object.values(operations).map(({ operationId }) => operationId)));
  const schemas = Object.assign({}, ...renamed.map(([, api]) => api.components.schemas ?? {}));
  const used = reachable(paths, schemas);
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'Rolecall', version: '1', license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } },
      description: `${introduction}\n\n${generatedNote}`,
    },
    servers: [{ url: '/', description: 'The gateway that serves this document.' }],
    security: [{ bearer: [] }],
    tags: sorted(new Set(paths.map(([path]) => segmentOf(path)))).map((name) => ({ name })),
    paths: sortedByKey(Object.fromEntries(paths)),
    components: {
      ...{ schemas: sortedByKey(Object.fromEntries(used.map((name) => [name, schemas[name]]))), headers },
      responses: sortedByKey(Object.fromEntries(sorted(apis.keys()).flatMap((service) => problemsOf(service, codes)))),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
    'x-problems': sortedByKey(Object.fromEntries(codes.map((code) => [code.code, told(code)]))),
  };
}

const introduction =
  'One origin in front of all services. Commands are POSTs; every one takes ?dryRun=true, an Idempotency-Key and an If-Match header. Errors are problem+json with a stable code: `x-problems` lists all of them, /problems/{code} explains each. Every answer has X-Request-Id; RateLimit and RateLimit-Policy say how many requests are left. Clients take fields and values that come later.';

const told = ({ kind, sentence, remedy }: Code) => ({ status: rejectionKinds[kind], title: sentence, remedy });
const segmentOf = (path: string): string => path.split('/')[2] ?? '';
const camel = (text: string): string => text.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const wordsOf = (path: string): string[] =>
  path
    .split('/')
    .slice(3)
    .filter((part) => !part.startsWith('{'))
    .map(camel);

/**
 * What an operation is called: its path says it, and the controller's own word where that says nothing but whose it is, leads to one of
 * several, or is to many what another is to one.
 */
function nameOf(path: string, method: string, own: string, paths: readonly string[]): string {
  const words = wordsOf(path);
  const isOfMany = !path.includes('{') && paths.some((other) => other !== path && `${wordsOf(other)}` === `${words}`);
  const said = words.length === 0 || isOfMany ? [own] : path.endsWith('}') ? [...words, own] : words;
  return [camel(segmentOf(path)), ...said, ...(['get', 'post'].includes(method) ? [] : [method])].join('_');
}

function named(service: string, path: string, operations: Api['paths'][string], paths: readonly string[]): Record<string, Operation> {
  return Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => {
      const operationId = nameOf(path, method, operation.operationId.split('_')[0] as string, paths);
      const refused = Object.keys({ ...operation.responses, ...ofGateway }).filter((status) => Number(status) >= 400);
      const problems = refused.map((status) => [status, { $ref: `#/components/responses/${responseName(service, status)}` }]);
      const responses = { ...operation.responses, ...Object.fromEntries(problems) };
      return [method, { ...operation, operationId, tags: [segmentOf(path)], responses }];
    }),
  );
}

/** What the gateway answers for every operation, beside the service. */
const ofGateway = { 429: '', 503: '', 504: '' };

const described: Readonly<Record<number, string>> = {
  400: 'The request cannot be read or lacks the shape that is asked for.',
  401: 'No valid token.',
  404: 'Not found in your organization.',
  409: 'A rule says no in the present state.',
  412: 'It has changed since you read it (If-Match).',
  413: 'The body is too large.',
  415: 'Not JSON.',
  422: 'A rule says no to what was sent.',
  429: 'You have asked too often. Ask again after Retry-After.',
  503: 'Nothing was decided. Ask again after Retry-After.',
  504: 'Whether it happened is not known. Ask again under the same Idempotency-Key.',
};

const responseName = (service: string, status: string | number): string => `${service}_${status}`;

function problemsOf(service: string, codes: readonly Code[]) {
  return Object.entries(described).map(([status, description]) => {
    const own = codes.filter((code) => code.services.includes(service) || code.services.includes('gateway'));
    const possible = sorted(own.filter(({ kind }) => rejectionKinds[kind] === Number(status)).map(({ code }) => code));
    const again = ['429', '503'].includes(status) ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {};
    const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
    return [responseName(service, status), { description, ...again, content, 'x-codes': possible }] as const;
  });
}

const headers = {
  RateLimit: { description: 'What is left of a window, as draft-ietf-httpapi-ratelimit-headers-10 says it.', schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds.', schema: { type: 'integer', minimum: 0 } },
};

/** A name that services use for different things gets the service's before it. */
function withOwnNames(service: string, api: Api, all: ReadonlyMap<string, Api>): Api {
  const meanings = (name: string) =>
    new Set([...all.values()].flatMap(({ components }) => JSON.stringify(components.schemas?.[name]) ?? []));
  const clashing = Object.keys(api.components.schemas ?? {}).filter((name) => meanings(name).size > 1);
  const prefix = service[0]?.toUpperCase() + service.slice(1);
  const text = clashing.reduce(
    (json, name) => json.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${prefix}${name}"`),
    JSON.stringify(api),
  );
  const renamed = JSON.parse(text) as Api;
  const schemas = Object.entries(renamed.components.schemas ?? {}).map(([name, schema]) => [
    clashing.includes(name) ? `${prefix}${name}` : name,
    schema,
  ]);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } };
}

/** Those that a path needs, and those that these need: what only operators send stays out. */
function reachable(paths: unknown, schemas: Readonly<Record<string, unknown>>): string[] {
  const found = new Set(['Problem']);
  const look = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      look(schemas[name]);
    }
  };
  look(paths);
  return sorted(found);
}

function refuseTwice(names: readonly string[]): void {
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  if (twice.length > 0) throw new Error(`there twice: ${sorted(new Set(twice)).join(', ')}`);
}
