/**
 * What of a schema's change would break a reader or an old event, which stays in its topic or history for ever. Readers are strict: what
 * the old schema refuses, an old reader refuses, so whatever newer producers may send must pass it, and old events the new one. A new
 * optional field is all that passes both; a set that is to grow is a text from the start, not an enum.
 */
import type { JsonSchema } from './schemas.ts';

interface Sides {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
}

/** Sentences that begin with the place, such as `/seat/id was removed`; empty when the change is compatible. */
export function incompatibilities(before: JsonSchema, after: JsonSchema): string[] {
  return [...place(before, after), ...compare(before, after, '', { before, after })];
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

/** Topic and key stand in the comment (schemas.ts). */
const place = ({ $comment: was }: JsonSchema, { $comment: is }: JsonSchema): string[] =>
  was === undefined || was === is ? [] : [`it was ${was} and became ${is}`];

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null;
const named = (at: string): string => at || 'the event';

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
  if (lost.length > 0) return [`${named(at)} no longer takes all that it took`];
  return added.length > 0 ? [`${named(at)} became something else as well`] : [];
}

function types(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const [was, is] = [before, after].map(({ type }) => [type ?? []].flat().sort().join(' or '));
  return was === is ? [] : [`${named(at)} was ${was || 'of any type'} and became ${is || 'of any type'}`];
}

function values(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const allowed = (schema: JsonSchema) => ('const' in schema ? [schema.const] : (schema.enum as unknown[] | undefined));
  const [was, is] = [allowed(before), allowed(after)];
  if (!is) return was ? [`${named(at)} may now be any value`] : [];
  if (!was) return [`${named(at)} was free and became one of ${is.join(', ')}`];
  const lost = was.filter((value) => !is.includes(value));
  const added = is.filter((value) => !was.includes(value));
  return [
    ...(lost.length > 0 ? [`${named(at)} may no longer be ${lost.join(', ')}`] : []),
    ...(added.length > 0 ? [`${named(at)} may now be ${added.join(', ')} too`] : []),
  ];
}

const bound = [
  ...['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'],
  ...['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'],
  ...['pattern', 'format', 'multipleOf', 'default'],
];

/** A looser bound breaks an old reader, a tighter one an old event; another default changes what old events say. */
function bounds(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const closed = (schema: JsonSchema) => schema.additionalProperties === false;
  const other = bound.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return [...other, ...(closed(before) === closed(after) ? [] : ['additionalProperties'])].map(
    (name) => `${named(at)} has another ${name}`,
  );
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
