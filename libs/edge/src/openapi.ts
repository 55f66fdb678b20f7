/** The OpenAPI 3.1 document of a service, with the problems that every operation can answer. */
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { commandAnswer, dryRunAnswer } from './answer.js';
import { prefix } from './app.js';

/** The document of an application that is running. @nestjs/swagger is loaded only now. */
export async function buildOpenApi(app: INestApplication, service: string): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await import('@nestjs/swagger');
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Rolecall ${service}`)
    .setDescription('Commands are POSTs; every one takes ?dryRun=true, an Idempotency-Key and an If-Match header. Errors are problem+json.')
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (controller, method) => `${method}_${controller.replace(/Controller$/, '')}`,
  });
  return withCommonParts(document);
}

/** The document without servers and without listening; no provider is made. For generators. */
export async function openApiOf(AppModule: Type, service: string): Promise<OpenAPIObject> {
  const app = await NestFactory.create(AppModule, new FastifyAdapter(), { preview: true, logger: false, abortOnError: false });
  app.setGlobalPrefix(prefix);
  return buildOpenApi(app, service);
}

type Operation = { parameters?: object[]; responses: Record<string, object> };

/** Adds what the edge does for every operation: problems, headers of commands, answers of commands that declare none. */
export function withCommonParts(document: OpenAPIObject): OpenAPIObject {
  // A schema with an id comes as a reference into its own `$defs`: the component is what stands there.
  const schemas = { Problem: problemSchema, ...z.toJSONSchema(commandAnswer).$defs, ...z.toJSONSchema(dryRunAnswer).$defs };
  const components = { ...document.components, schemas: { ...document.components?.schemas, ...schemas } };
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) describe(path, method, operation);
  return { ...document, components: components as OpenAPIObject['components'] };
}

function describe(path: string, method: string, operation: Operation): void {
  const { responses } = operation;
  const problems: Record<string, string> = {
    400: 'The request cannot be read or lacks the shape that is asked for.',
    401: 'No valid token.',
    ...(path.includes('{') ? { 404: 'Not found in your organization.' } : {}),
    ...(method === 'post'
      ? {
          409: 'A rule says no in the present state.',
          412: 'It has changed since you read it (If-Match).',
          413: 'The body is too large.',
          415: 'Not JSON.',
          422: 'A rule says no to what was sent.',
        }
      : {}),
    503: 'Ask again after Retry-After.',
  };
  for (const [status, description] of Object.entries(problems)) responses[status] ??= { description, ...problemContent };
  if (method !== 'post') return;
  operation.parameters = [...(operation.parameters ?? []), ...commandParameters];
  describeAnswers(path, responses);
}

/** A command on a resource answers 200; one that makes a resource 201, and 200 to a dry run. */
function describeAnswers(path: string, responses: Record<string, object>): void {
  const answered = (description: string) => ({
    description,
    content: jsonOf({ anyOf: [{ $ref: '#/components/schemas/CommandAnswer' }, { $ref: '#/components/schemas/DryRunAnswer' }] }),
  });
  const declared = Object.entries(responses).find(([status, response]) => status.startsWith('2') && 'content' in response)?.[1];
  const creates = !path.includes('{');
  delete responses[201];
  responses[200] = declared ?? answered(creates ? 'What would happen (dry run).' : 'What happened, or would happen.');
  if (creates && !declared) responses[201] = { ...answered('What happened; Location names the new resource.') };
}

const jsonOf = (schema: object) => ({ 'application/json': { schema } });

const problemContent = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };

const commandParameters = [
  { name: 'dryRun', in: 'query', description: 'Ask only: nothing is written.', schema: { type: 'boolean', default: false } },
  {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Makes a repeat harmless: the same request again gets the same answer, another one under the same key 422.',
    schema: { type: 'string', maxLength: 255, 'x-personal': true },
  },
  {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that you decided on.',
    schema: { type: 'string', pattern: '^(\\*|"\\d{1,9}")$' },
  },
];

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `type` is the address of its page.',
  required: ['type', 'title', 'status', 'code', 'detail', 'remedy', 'instance'],
  properties: {
    type: { type: 'string', examples: ['/problems/request/invalid'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', examples: ['request/invalid'] },
    detail: { type: 'string' },
    remedy: { type: 'string' },
    details: { type: 'object', additionalProperties: true },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['in', 'path', 'message'],
        properties: {
          in: { enum: ['body', 'query', 'path', 'header', 'request'] },
          path: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    instance: { type: 'string' },
    traceId: { type: 'string' },
  },
};
