/** docs/openapi: the API of each service, as the service itself serves it. */
import type { Type } from '@nestjs/common';
import { openApiOf } from '@rolecall/edge';
import { type Documents, json, sortedByKey } from './documents.ts';

export interface App {
  readonly service: string;
  readonly AppModule: Type;
}

/** Services without HTTP routes are left out. Sorted, so that moving a controller changes nothing. */
export async function openApiDocuments(apps: readonly App[]): Promise<Documents> {
  const documents = new Map<string, string>();
  for (const { service, AppModule } of apps) {
    const document = await openApiOf(AppModule, service);
    if (Object.keys(document.paths).length === 0) continue;
    const schemas = sortedByKey(document.components?.schemas ?? {});
    const sortedDocument = { ...document, paths: sortedByKey(document.paths), components: { ...document.components, schemas } };
    documents.set(`docs/openapi/${service}.json`, json(sortedDocument));
  }
  return documents;
}
