/** JSON Schema 2020-12 of every event and of the role: self-contained, and open to fields that come later. */
import { type EventContract, isSuperseded, newestOf } from '@rolecall/kernel';
import { z } from 'zod';
import { type Documents, json } from './documents.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

export const published = (events: readonly EventContract[]): EventContract[] =>
  events.filter(({ topic }) => topic !== null).sort((a, b) => (a.type < b.type ? -1 : 1));

/** `io: 'input'`: what a reader accepts; the output's schema would refuse every field that is added later. */
export function schemaOf(
  schema: z.ZodType,
  about: { readonly $id: string; readonly title: string; readonly description: string; readonly [more: string]: unknown },
): JsonSchema {
  const { $schema, $ref, $defs, ...rest } = z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown> & { $defs?: Definitions };
  const root = typeof $ref === 'string' ? takenOut($defs, $ref) : { ...rest, ...($defs ? { $defs } : {}) };
  return { $schema, ...about, ...root };
}

type Definitions = Record<string, JsonSchema>;

/** A schema with an id of its own comes as a reference to itself; nothing else refers to it, for none of ours is recursive. */
function takenOut(definitions: Definitions = {}, ref: string): JsonSchema {
  const name = ref.replace('#/$defs/', '');
  const { [name]: root, ...others } = definitions;
  return { ...root, ...(Object.keys(others).length > 0 ? { $defs: others } : {}) };
}

/** Topic and key are a part of the promise as well, so they are in the schema, in the one place that no validator looks at. */
export function eventSchema(event: EventContract): JsonSchema {
  const { type, topic, key, service } = event;
  const about = { $id: `${type}.json`, title: type, description: meaningOf(event), ...(isSuperseded(event) ? { deprecated: true } : {}) };
  return schemaOf(event.data, { ...about, $comment: `${topic ?? `internal to ${service}`}, keyed by ${key}` });
}

/** With the version that stands in its place, where there is one. */
export const meaningOf = (event: EventContract): string =>
  isSuperseded(event) ? `${event.meaning} Superseded by ${newestOf(event.type)?.type}: nobody sends it any more.` : event.meaning;

/** Of an event that is published nowhere: it stays in histories for ever, and must be read as long. */
const fileOf = ({ type, topic }: EventContract): string => `docs/schemas/${topic === null ? 'internal/' : ''}${type}.json`;

/** The files under docs/schemas. */
export function schemaDocuments(events: readonly EventContract[], roleSchema: z.ZodType): Documents {
  const role = schemaOf(roleSchema, {
    $id: 'role.json',
    title: 'Role',
    description: 'What a role document says: titles, pay, duties, and requirements with their skills and logic.',
  });
  return new Map([...events.map((event) => [fileOf(event), json(eventSchema(event))] as const), ['docs/schemas/role.json', json(role)]]);
}
