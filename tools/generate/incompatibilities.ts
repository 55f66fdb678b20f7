/**
 * What of a schema's change would break a reader or an old event, which stays in its topic for ever. Additive changes are none:
 * a new optional field, one more enum value, a looser bound.
 */
import type { JsonSchema } from './schemas.ts';

interface Sides {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
}

/** Sentences that begin with the place, such as `/seat/id was removed`; empty when the change is compatible. */
export function incompatibilities(before: JsonSchema, after: JsonSchema): string[] {
  return compare(before, after, '', { before, after });
}

function compare(was: unknown, is: unknown, at: string, roots: Sides): string[] {
  const before = resolved(was, roots.before);
  const after = resolved(is, roots.after);
  const variants = unionOf(before);
  if (variants || unionOf(after)) return union(variants ?? [before], unionOf(after) ?? [after], at, roots);
  return [
    ...types(before, after, at),
    ...values(before, after, at),
    ...bounds(before, after, at),
    ...fields(before, after, at, roots),
    ...(before.items === undefined ? [] : compare(before.items, after.items ?? {}, `${at}/*`, roots)),
    ...(isSchema(before.additionalProperties) && isSchema(after.additionalProperties)
      ? compare(before.additionalProperties, after.additionalProperties, `${at}/*`, roots)
      : []),
  ];
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
const place = (at: string): string => at || 'the event';

function resolved(schema: unknown, root: JsonSchema): JsonSchema {
  const { $ref, ...beside } = (isSchema(schema) ? schema : {}) as { $ref?: string };
  if (typeof $ref !== 'string') return beside;
  const target = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((part, name) => (part as JsonSchema | undefined)?.[name], root);
  return resolved({ ...(target as object), ...beside }, root);
}

const unionOf = (schema: JsonSchema): readonly unknown[] | undefined => (schema.anyOf ?? schema.oneOf) as readonly unknown[] | undefined;

/** Each variant of before must still be accepted, and no variant may be new, for a reader may not expect it. */
function union(before: readonly unknown[], after: readonly unknown[], at: string, roots: Sides): string[] {
  const fits = (was: unknown, is: unknown) => compare(was, is, at, roots).length === 0;
  const lost = before.filter((was) => !after.some((is) => fits(was, is)));
  const added = after.filter((is) => !before.some((was) => fits(was, is)));
  if (lost.length > 0) return [`${place(at)} no longer takes all that it took`];
  return added.length > 0 ? [`${place(at)} became something else as well`] : [];
}

function types(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const named = ({ type }: JsonSchema) => [type ?? []].flat().sort().join(' or ');
  if (named(before) === named(after)) return [];
  return [`${place(at)} was ${named(before) || 'of any type'} and became ${named(after) || 'of any type'}`];
}

function values(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const allowed = (schema: JsonSchema) => ('const' in schema ? [schema.const] : (schema.enum as unknown[] | undefined));
  const [was, is] = [allowed(before), allowed(after)];
  if (!is) return was ? [`${place(at)} may now be any value`] : [];
  if (!was) return [`${place(at)} was free and became one of ${is.join(', ')}`];
  const lost = was.filter((value) => !is.includes(value));
  return lost.length > 0 ? [`${place(at)} may no longer be ${lost.join(', ')}`] : [];
}

const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];

/** Old events must still pass. A bound that is gone or looser is fine. */
function bounds(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const tighter = (names: readonly string[], isTighter: (was: number, is: number) => boolean) =>
    names.filter(
      (name) => after[name] !== undefined && (before[name] === undefined || isTighter(Number(before[name]), Number(after[name]))),
    );
  const other = ['pattern', 'format'].filter((name) => after[name] !== undefined && after[name] !== before[name]);
  const closed = after.additionalProperties === false && before.additionalProperties !== false ? ['additionalProperties'] : [];
  const narrowed = [...tighter(upper, (was, is) => is < was), ...tighter(lower, (was, is) => is > was), ...other, ...closed];
  return narrowed.map((name) => `${place(at)} has a narrower ${name}`);
}

function fields(before: JsonSchema, after: JsonSchema, at: string, roots: Sides): string[] {
  const [was, is] = [before, after].map((schema) => (schema.properties ?? {}) as JsonSchema) as [JsonSchema, JsonSchema];
  const required = (schema: JsonSchema) => new Set((schema.required ?? []) as string[]);
  const [needed, needs] = [required(before), required(after)];
  return [
    ...Object.keys(was).flatMap((name) =>
      name in is ? compare(was[name], is[name], `${at}/${name}`, roots) : [`${at}/${name} was removed`],
    ),
    ...[...needs].filter((name) => !needed.has(name)).map((name) => `${at}/${name} became required`),
    ...[...needed].filter((name) => name in is && !needs.has(name)).map((name) => `${at}/${name} became optional`),
  ];
}
