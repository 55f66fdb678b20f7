/**
 * Every attribute of our spans and of the process that makes them, and nothing else: sources name an attribute by its constant.
 * What is not ours (`rolecall.*`) is copied from OpenTelemetry's semantic conventions in one version, as its package advises, for loading all
 * of its thousands of names costs each process memory; conventions.spec.ts holds each against the package of that version.
 */

/** Where the version of the conventions is described; it stands on the resource and on our tracer. */
export const schemaUrl = 'https://opentelemetry.io/schemas/1.45.0';

export const attribute = {
  serviceName: 'service.name',
  serviceNamespace: 'service.namespace',
  serviceVersion: 'service.version',
  serviceInstance: 'service.instance.id',

  errorType: 'error.type',

  httpRequestMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatusCode: 'http.response.status_code',

  messagingSystem: 'messaging.system.name',
  messagingOperationName: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messagingGroup: 'messaging.consumer.group.name',
  messagingMessageId: 'messaging.message.id',
  /** The story: it stands on every span that knows it, so that one question finds all traces of a story. */
  messagingConversationId: 'messaging.message.conversation_id',
  kafkaMessageKey: 'kafka.message.key',

  aggregate: 'rolecall.aggregate',
  command: 'rolecall.command',
  eventType: 'rolecall.event.type',
  handler: 'rolecall.handler',
  refused: 'rolecall.refused',
} as const;
