/** The generated documents are valid by their own standards. That they are what the code says, generated.spec.ts holds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { toMessage } from '@rolecall/messaging';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { cloudEventHeaders } from './generate/cloud-event-headers.ts';
import { filesIn } from './generate/on-disk.ts';
import { projectRoot } from './sources.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const schemas = filesIn(['docs/schemas'], projectRoot);
const apis = [...filesIn(['docs/openapi'], projectRoot), 'apps/gateway/openapi.json'];

it('the AsyncAPI parser accepts the events, every schema among them', async () => {
  const { diagnostics, document } = await new Parser().parse(read('docs/asyncapi/rolecall.yaml'));
  const errorsAndWarnings = diagnostics.filter(({ severity }) => severity < 2);
  expect(errorsAndWarnings).toEqual([]);
  const published = schemas.filter((path) => !path.includes('/internal/') && !path.endsWith('/role.json'));
  expect(document?.allMessages().length).toBe(published.length);
});

it('every OpenAPI document is valid OpenAPI 3.1', async () => {
  expect(apis.length).toBeGreaterThan(0);
  for (const path of apis) {
    const api = JSON.parse(read(path));
    expect([path, api.openapi, await new Validator().validate(api)]).toEqual([path, '3.1.0', { valid: true }]);
  }
});

it('every JSON Schema compiles in strict mode and takes fields that come later', () => {
  const ajv = formats.default(new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }));
  expect(schemas.length).toBeGreaterThan(0);
  for (const path of schemas) {
    const schema = JSON.parse(read(path));
    expect([path, typeof ajv.compile(schema)]).toEqual([path, 'function']);
    expect([path, read(path).includes('"additionalProperties": false')]).toEqual([path, false]);
  }
});

it('the headers of the events are described as they are written, all of them', () => {
  const { headers } = toMessage({
    ...{
      id: '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11',
      type: 'offer.approved.v1',
      sequence: 1,
      version: 1,
      stream: 'acme/offer/1',
      org: 'acme',
    },
    ...{ at: '2026-03-02T09:00:00.000Z', correlationId: 'a', causationId: 'b', service: 'offer', topic: 'hiring.application', key: 'a' },
    ...{ traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, relayEpoch: 1, actor: { kind: 'person', id: 'mara' }, data: {} },
  });
  const accepts = formats.default(new Ajv({ strict: false })).compile(cloudEventHeaders);
  expect([accepts(headers), accepts.errors]).toEqual([true, null]);
  expect(Object.keys(cloudEventHeaders.properties).sort()).toEqual(Object.keys(headers).sort());
  for (const name of cloudEventHeaders.required) expect(accepts({ ...headers, [name]: undefined })).toBe(false);
});
