/** A configuration that is meant for a laptop is told of anywhere else. */
import { configurationCheck } from './examined.js';

it.each([
  ['127.0.0.1', 'rolecall-development', 'ok'],
  ['0.0.0.0', 'https://id.example', 'ok'],
  ['0.0.0.0', 'rolecall-development', 'warn'],
])('on %s with tokens of %s: %s', (HOST, AUTH_ISSUER, state) => expect(configurationCheck({ HOST, AUTH_ISSUER }).state).toBe(state));
