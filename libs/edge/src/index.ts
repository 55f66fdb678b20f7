/** edge: identity, commands over HTTP, problem+json, health, OpenAPI, start and stop of a service. */
export * from './answer.js';
export { ApprovalEndpoints } from './approval-endpoints.js';
export { bootstrap, type Running, start } from './bootstrap.js';
export { Caller, newId } from './caller.js';
export { edgeConfig } from './config.js';
export { Front } from './front.js';
export { bearerOf, type Identity, identification, identityOf, issueToken, type TokenRequest } from './identity.js';
export { InvalidRequest } from './invalid-request.js';
export { openApiOf } from './openapi.js';
export { problemPage } from './operations.js';
export { Operator, operatorOrg } from './operator.js';
export { operatorControllers } from './operator-controllers.js';
export type { Problem } from './problem.js';
export * from './rejections.js';
export * from './schemas.js';
export * from './view.js';
