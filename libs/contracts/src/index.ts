/** contracts: every event and request body, once. AsyncAPI, OpenAPI and JSON Schema derive from these. */

export * from './application.bodies.js';
export * from './application.closing.events.js';
export * from './application.events.js';
export * from './application.hire.bodies.js';
export * from './application.hire.events.js';
export * from './application.review.events.js';
export * from './application.shapes.js';
export * from './application.worklist.events.js';
export * from './candidate.bodies.js';
export * from './candidate.events.js';
export * from './interview.events.js';
export * from './offer.events.js';
export * from './reasons.js';
export * from './requisition.approval.events.js';
export * from './requisition.bodies.js';
export * from './requisition.draft.events.js';
export * from './requisition.events.js';
export * from './requisition.seats.events.js';
export * from './shapes.js';
export * from './sweep.events.js';
