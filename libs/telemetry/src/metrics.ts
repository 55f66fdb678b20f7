/**
 * Every metric of Rolecall. Each is one declaration in the file of its theme, with unit, labels and meaning: docs/metrics.md is written from
 * them. Names: `hiring_<thing>_<unit>[_total]`. Labels name services, groups, types and outcomes; never an id, never a person.
 */
export { type Exposition, exposition } from './exposition.js';
export { type Bound, type Declaration, declared } from './metric.js';
export * from './metrics/aggregates.js';
export * from './metrics/business.js';
export * from './metrics/consuming.js';
export * from './metrics/deadlines.js';
export * from './metrics/followers.js';
export * from './metrics/probe.js';
export * from './metrics/process.js';
export * from './metrics/requests.js';
export * from './metrics/servers.js';
export * from './metrics/tracing.js';
