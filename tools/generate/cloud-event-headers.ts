/** The headers of our messages as JSON Schema. A spec holds them against what libs/messaging really writes. */
const text = (description: string) => ({ type: 'string', description });
const count = (description: string) => ({ type: 'string', pattern: '^[1-9]\\d{0,14}$', description });

export const cloudEventHeaders = {
  type: 'object',
  description: 'CloudEvents 1.0, Kafka binary mode. A reader takes ce_sequence in order and drops what it has seen.',
  required: [
    ...['ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time', 'ce_subject'],
    ...['ce_org', 'ce_correlationid', 'ce_causationid', 'ce_sequence', 'ce_version', 'content-type'],
  ],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: text('Of this event, in every repeat.'),
    ce_type: text('The event’s name and version.'),
    ce_source: { type: 'string', pattern: '^/rolecall/[a-z][a-z-]*$', description: 'The service that tells.' },
    ce_time: { type: 'string', format: 'date-time', description: 'When it happened, in UTC.' },
    ce_subject: text('The stream: organization, aggregate, id.'),
    ce_org: text('The organization.'),
    ce_correlationid: text('The story: the id of the application, or of the requisition.'),
    ce_causationid: text('What made it happen: an event’s reaction, a request, a deadline.'),
    ce_actor: {
      type: 'string',
      pattern: '^(person|service|timer):.+$',
      description: 'Who: a person’s id, a service, or a deadline’s command.',
    },
    ce_sequence: count('Counts the stream’s events 1, 2, 3.'),
    ce_version: count('Counts the stream’s commits.'),
    ce_relayepoch: count('The term of the sending relay, for the diagnosis of repeats.'),
    'content-type': { type: 'string', const: 'application/json' },
    traceparent: { type: 'string', pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$', description: 'W3C trace context.' },
  },
} as const;

export const headersOf = (type: string, service: string) => ({
  type: 'object',
  allOf: [
    { $ref: '#/components/schemas/CloudEventHeaders' },
    { properties: { ce_type: { const: type }, ce_source: { const: `/rolecall/${service}` } } },
  ],
});
