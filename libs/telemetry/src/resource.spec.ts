import { attribute, schemaUrl } from './conventions.js';
import { resourceOf } from './resource.js';

const environment = ['OTEL_RESOURCE_ATTRIBUTES', 'OTEL_SERVICE_NAME'];
afterEach(() => {
  for (const name of environment) delete process.env[name];
});

it('names service, namespace, version, and the process, in one version of the conventions', () => {
  const { attributes, schemaUrl: version } = resourceOf('offer');
  expect(attributes).toMatchObject({
    [attribute.serviceName]: 'offer',
    [attribute.serviceNamespace]: 'rolecall',
    [attribute.serviceVersion]: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    [attribute.serviceInstance]: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  });
  expect(version).toBe(schemaUrl);
});

it('lets the environment say it better', () => {
  process.env.OTEL_RESOURCE_ATTRIBUTES = 'service.namespace=hiring,deployment.environment.name=staging';
  process.env.OTEL_SERVICE_NAME = 'offer-blue';
  expect(resourceOf('offer').attributes).toMatchObject({
    [attribute.serviceName]: 'offer-blue',
    [attribute.serviceNamespace]: 'hiring',
    'deployment.environment.name': 'staging',
  });
});
