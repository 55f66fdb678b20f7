/** approval: ordered groups of approvers, decided once for requisitions and offers. Pure. */
export * from './approval.js';
export * from './evolve.js';
export * from './shapes.js';
