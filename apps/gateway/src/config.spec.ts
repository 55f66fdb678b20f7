/** The environment says where the services are, and what is wrong with it stops the start by name. */
import { gatewayConfig } from './config.js';

const known = { OIDC_ISSUER: 'https://id.acme.example' };

it('names the services of this machine where nothing is said', () =>
  expect(Object.keys(gatewayConfig(known).addresses)).toEqual(['requisition', 'screening', 'interview', 'offer', 'pipeline']));

it('knows those that are named, and no others', () =>
  expect(gatewayConfig({ ...known, GATEWAY_SERVICES: 'offer=http://offer:8080/, pipeline=https://p.example' }).addresses).toEqual({
    offer: 'http://offer:8080',
    pipeline: 'https://p.example',
  }));

it.each([
  [{ GATEWAY_SERVICES: 'offers=http://offer:8080' }, 'GATEWAY_SERVICES'],
  [{ GATEWAY_SERVICES: 'offer=offer:8080' }, 'GATEWAY_SERVICES.offer'],
  [{ GATEWAY_SERVICES: 'offer=http://offer:8080/v1' }, 'GATEWAY_SERVICES.offer'],
  [{ GATEWAY_SERVICES: 'offer' }, 'GATEWAY_SERVICES.offer'],
  [{ GATEWAY_TIMEOUT_MS: 'soon' }, 'GATEWAY_TIMEOUT_MS'],
  [{ GATEWAY_ORIGINS: 'app.acme.example' }, 'GATEWAY_ORIGINS.0'],
  [{ GATEWAY_RATE_PERSON: '0' }, 'GATEWAY_RATE_PERSON'],
  [{ GATEWAY_DEVELOPMENT_TOKENS: 'perhaps' }, 'GATEWAY_DEVELOPMENT_TOKENS'],
  [{ OIDC_ISSUER: 'id.acme.example' }, 'OIDC_ISSUER'],
])('refuses %j', (env, named) => expect(() => gatewayConfig({ ...known, ...env })).toThrow(named));

it('takes nobody’s tokens by accident', () => {
  expect(() => gatewayConfig({})).toThrow('OIDC_ISSUER');
  expect(gatewayConfig(known)).toMatchObject({ developmentTokens: false, provider: { issuer: known.OIDC_ISSUER, audience: 'rolecall' } });
  expect(gatewayConfig({ GATEWAY_DEVELOPMENT_TOKENS: 'true' })).toMatchObject({ developmentTokens: true, provider: undefined });
});
