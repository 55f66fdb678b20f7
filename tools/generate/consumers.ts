/** Who consumes what, read from `@Consumes(…)` in the services' sources: no service has to be loaded to know it. */
import { type EventContract, newestOf } from '@rolecall/kernel';
import { type SourceFile, serviceOf } from '../sources.ts';

export interface Consumption {
  readonly type: string;
  readonly service: string;
  /** The file that reacts. */
  readonly path: string;
}

/** They read what happens and react to nothing, so that for them nothing has to be told or kept. */
const onlyReads = ['observer', 'pipeline'];

/** `contracts`: the exports of @rolecall/contracts by name. Throws when a name is no contract, for then nothing would be known of it. */
export function consumptionsOf(sources: readonly SourceFile[], contracts: Readonly<Record<string, unknown>>): Consumption[] {
  return sources.flatMap(({ path, text }) => {
    const service = serviceOf(path);
    if (!service || onlyReads.includes(service)) return [];
    return [...text.matchAll(/@Consumes\(([^)]*)\)/g)].flatMap(([, names = '']) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
        .map((name) => ({ type: typeOf(contracts[name], name, path), service, path })),
    );
  });
}

function typeOf(contract: unknown, name: string, path: string): string {
  const { type } = (contract ?? {}) as Partial<EventContract>;
  if (typeof type !== 'string') throw new Error(`${path}: @Consumes(${name}) names no event of @rolecall/contracts`);
  return type;
}

/** Services that consume a type, sorted; whoever consumes the newest version of an event reads every one. */
export function consumersOf(consumptions: readonly Consumption[], type: string): string[] {
  const newest = newestOf(type)?.type ?? type;
  return [...new Set(consumptions.filter((one) => one.type === newest).map(({ service }) => service))].sort();
}
