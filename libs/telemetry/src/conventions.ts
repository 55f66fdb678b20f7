/**
 * Every attribute of our spans and of the process that makes them, and nothing else: sources name an attribute by its constant.
 * What is not ours (`rolecall.*`) is copied from OpenTelemetry's semantic conventions in one version, as its package advises, for loading all
 * of its thousands of names costs each process memory; conventions.spec.ts holds each against the package of that version.
 */

/** Where the version of the conventions is described; it stands on the resource and on our tracer. */
export const schemaUrl = 'https://opentelemetry.io/schemas/1.45.0';

/** Of the process, on everything that it exports. */
const ofResource = {
  serviceName: 'service.name',
  serviceNamespace: 'service.namespace',
  serviceVersion: 'service.version',
  serviceInstance: 'service.instance.id',
} as const;

const ofSpan = {
  errorType: 'error.type',

  httpRequestMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatusCode: 'http.response.status_code',
  urlScheme: 'url.scheme',
  /** Only where it holds nothing but ids. */
  urlPath: 'url.path',
  serverAddress: 'server.address',
  serverPort: 'server.port',

  dbSystem: 'db.system.name',
  dbNamespace: 'db.namespace',
  dbCollection: 'db.collection.name',
  dbOperation: 'db.operation.name',
  dbBatchSize: 'db.operation.batch.size',

  messagingSystem: 'messaging.system.name',
  messagingOperationName: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messagingPartition: 'messaging.destination.partition.id',
  messagingBatchCount: 'messaging.batch.message_count',
  messagingClientId: 'messaging.client.id',
  messagingGroup: 'messaging.consumer.group.name',
  messagingMessageId: 'messaging.message.id',
  /** The story: it stands on every span that knows it, so that one question finds all traces of a story. */
  messagingConversationId: 'messaging.message.conversation_id',
  kafkaMessageKey: 'kafka.message.key',
  kafkaOffset: 'kafka.offset',

  aggregate: 'rolecall.aggregate',
  command: 'rolecall.command',
  rule: 'rolecall.rule',
  eventType: 'rolecall.event.type',
  eventTypes: 'rolecall.event.types',
  /** By whoever took over from the process that made the span. */
  toldAgain: 'rolecall.told_again',
} as const;

/** Of what happens to the work of a span, never of the span itself: see `spanEvent`. */
const ofEvent = {
  handler: 'rolecall.handler',
  /** Of a rejection, as in docs/problems; or the class of an error. */
  code: 'rolecall.code',
} as const;

export const attribute = { ...ofResource, ...ofSpan, ...ofEvent } as const;

/** The same by where each stands; a question in TraceQL names the scope, and finds nothing in another one. */
export const attributesOf = { resource: Object.values(ofResource), span: Object.values(ofSpan), event: Object.values(ofEvent) } as const;

/** What happens to the work of a span. Each has its code. */
export const spanEvent = {
  /** A rule said no: the work has its end. */
  refused: 'rolecall.refused',
  /** A request was answered with an error of ours. */
  failed: 'rolecall.failed',
  /** It did not come to its end and is tried again: after an error, or because something is away or has not arrived. */
  retried: 'rolecall.retried',
  /** A message waits behind a dead one of its key, or for a newer build. */
  held: 'rolecall.held',
  /** It is put aside until an operator releases or discards it. */
  dead: 'rolecall.dead',
} as const;
