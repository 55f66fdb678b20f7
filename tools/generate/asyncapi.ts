/** docs/asyncapi: every topic, event, sender and reader as one AsyncAPI 3.0 document. Pure. */
import { type EventContract, isSuperseded } from '@rolecall/kernel';
import { groupOf, partitionsDefault } from '@rolecall/messaging';
import { stringify } from 'yaml';
import { z } from 'zod';
import { cloudEventHeaders, headersOf } from './cloud-event-headers.ts';
import { type Consumption, consumersOf } from './consumers.ts';
import { generatedNote, sorted, sortedByKey } from './documents.ts';
import { type JsonSchema, meaningOf, published } from './schemas.ts';

export function asyncApiOf(events: readonly EventContract[], consumptions: readonly Consumption[]): Record<string, unknown> {
  const all = published(events);
  const topics = sorted(new Set(all.map(({ topic }) => topic as string)));
  const on = (topic: string) => all.filter((event) => event.topic === topic);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rolecall',
      version: '1.0.0',
      description: `From a role document to a hire: what the services tell each other, and anyone who may read. ${generatedNote}`,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      development: { host: 'localhost:9092', protocol: 'kafka', description: 'The broker of `npm start` and of docker-compose.yml.' },
    },
    channels: Object.fromEntries(topics.map((topic) => [topic, channel(topic, on(topic))])),
    operations: Object.fromEntries(topics.flatMap((topic) => [...sends(topic, on(topic)), ...receives(topic, on(topic), consumptions)])),
    components: {
      messages: Object.fromEntries(all.map((event) => [event.type, message(event)])),
      schemas: sortedByKey({ CloudEventHeaders: cloudEventHeaders, ...payloads(all) }),
    },
  };
}

export const asyncApiText = (document: object): string =>
  `# ${generatedNote}\n${stringify(document, { aliasDuplicateObjects: false, lineWidth: 140 })}`;

function channel(topic: string, events: readonly EventContract[]) {
  const keys = sorted(new Set(events.map(({ key }) => key)));
  return {
    address: topic,
    description: `Keyed by ${keys.join(', ')}; everything with one key comes in order, and is kept for ever.`,
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: {
      kafka: {
        topic,
        partitions: partitionsDefault,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1, 'retention.bytes': -1 },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function message(event: EventContract) {
  const { type, terminal, key, service, data } = event;
  return {
    name: type,
    title: type,
    summary: meaningOf(event),
    ...(terminal ? { description: `No service of ours reacts to it: ${terminal}.` } : {}),
    contentType: 'application/json',
    headers: headersOf(type, service),
    payload: { $ref: `#/components/schemas/${type}` },
    correlationId: { description: 'The story.', location: '$message.header#/ce_correlationid' },
    bindings: { kafka: { key: { ...plain(data.shape[key] as z.ZodType), description: `The event’s ${key}.` }, bindingVersion: '0.5.0' } },
  };
}

const sends = (topic: string, events: readonly EventContract[]) =>
  sorted(new Set(events.map(({ service }) => service))).map((service) => {
    const own = events.filter((event) => event.service === service && !isSuperseded(event));
    return [`${service}.sends.${topic}`, operation('send', topic, own, { title: `${service} tells on ${topic}` })] as const;
  });

function receives(topic: string, events: readonly EventContract[], consumptions: readonly Consumption[]) {
  const readers = sorted(new Set(events.flatMap(({ type }) => consumersOf(consumptions, type))));
  return readers.map((service) => {
    const read = events.filter(({ type }) => consumersOf(consumptions, type).includes(service));
    const bindings = { kafka: { groupId: { type: 'string', const: groupOf(service) }, bindingVersion: '0.5.0' } };
    const more = { title: `${service} reads ${topic}`, bindings };
    return [`${service}.receives.${topic}`, operation('receive', topic, read, more)] as const;
  });
}

const operation = (action: 'send' | 'receive', topic: string, events: readonly EventContract[], more: object) => ({
  action,
  channel: { $ref: `#/channels/${topic}` },
  ...more,
  messages: events.map(({ type }) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
});

/** AsyncAPI reads JSON Schema draft 7; definitions that schemas share become components. */
function payloads(events: readonly EventContract[]): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  for (const event of events) {
    const { definitions, ...schema } = plain(event.data);
    const payload = { ...schema, ...(isSuperseded(event) ? { deprecated: true } : {}) };
    for (const [name, definition] of Object.entries({ ...(definitions as object), [event.type]: payload }))
      found[name] = inComponents(definition);
  }
  return found;
}

/** A format says it better than its pattern, which is hundreds of characters long. */
function plain(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  }) as Record<string, unknown>;
  return rest;
}

const inComponents = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"#/components/schemas/'));
