/** telemetry: traces, metrics, logs and configuration errors; every metric's name stands in metrics.ts. */
export { type Call, inClientSpan } from './client-span.js';
export { attribute, attributesOf, spanEvent } from './conventions.js';
export * from './correlation.js';
export * from './environment.js';
export { framesOf } from './facts.js';
export * from './logger.js';
export * as metrics from './metrics.js';
export * from './nest-logger.js';
export * from './start.js';
export * from './tracing.js';
