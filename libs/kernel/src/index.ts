/** kernel: what a decider, a contract and a rejection are. Depends on zod alone. */
export * from './canonical.js';
export * from './dates.js';
export * from './decider.js';
export * from './event.js';
export * from './given.js';
export * from './ids.js';
export * from './marks.js';
export * from './rejection.js';
export * from './versions.js';
