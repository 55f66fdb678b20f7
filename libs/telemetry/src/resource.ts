/** Who tells: the attributes of this process, on everything that it exports. */
import { readFileSync } from 'node:fs';
import {
  defaultResource,
  detectResources,
  type Resource,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { attribute, schemaUrl } from './conventions.js';

/** Each process is an instance of its own. What OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say goes first. */
export function resourceOf(service: string): Resource {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  const own = { [attribute.serviceName]: service, [attribute.serviceNamespace]: 'rolecall', [attribute.serviceVersion]: version };
  const detectors = [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector];
  return defaultResource().merge(resourceFromAttributes(own, { schemaUrl })).merge(detectResources({ detectors }));
}
