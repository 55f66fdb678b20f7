/** Where each rejection is defined, and which services can answer it; read from the sources. */
import type { RejectionDefinition } from '@rolecall/kernel';
import { libOf, type SourceFile, serviceOf } from '../sources.ts';
import { sorted } from './documents.ts';

export interface RejectionSite {
  readonly code: string;
  readonly path: string;
  /** Services that have the code in them. */
  readonly services: readonly string[];
}

/** `sources`: the code of apps and libs without tests. */
export function rejectionSites(sources: readonly SourceFile[]): RejectionSite[] {
  const code = sources.filter(({ path }) => !path.startsWith('libs/kernel/'));
  return code.flatMap(({ path, text }) =>
    [...text.matchAll(/defineRejection\(\s*'([^']+)'/g)].map(([, code = '']) => ({ code, path, services: servicesWith(path, sources) })),
  );
}

/** The service itself; of a lib, the services that import it. */
function servicesWith(path: string, sources: readonly SourceFile[]): string[] {
  const own = serviceOf(path);
  if (own) return [own];
  const imported = `'@rolecall/${libOf(path)}'`;
  return sorted(
    new Set(
      sources
        .filter(({ text }) => text.includes(imported))
        .map((source) => serviceOf(source.path) ?? '')
        .filter(Boolean),
    ),
  );
}

/**
 * Each defined rejection with its site. Throws when the loaded definitions and those in the sources differ:
 * a file that no service imports, or a code that is put together at run time.
 */
export function located(
  definitions: readonly RejectionDefinition[],
  sites: readonly RejectionSite[],
): (RejectionDefinition & RejectionSite)[] {
  const byCode = new Map(sites.map((site) => [site.code, site]));
  const loaded = new Set(definitions.map(({ code }) => code));
  const unloaded = sorted(byCode.keys()).filter((code) => !loaded.has(code));
  const unfound = sorted(loaded).filter((code) => !byCode.has(code));
  if (unloaded.length > 0) throw new Error(`no service imports the definition of ${unloaded.join(', ')}`);
  if (unfound.length > 0) throw new Error(`no source says defineRejection('…') for ${unfound.join(', ')}`);
  return sorted(loaded).map((code) => ({
    ...(definitions.find((definition) => definition.code === code) as RejectionDefinition),
    ...(byCode.get(code) as RejectionSite),
  }));
}
