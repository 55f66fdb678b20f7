/** The fields of published schemas, with the marks that they and what they stand in have. */
export interface Field {
  readonly name: string;
  /** What is within something marked is cut with it. */
  readonly mark: 'own' | 'within' | 'none';
  /** A text of the sender's own words, not a choice, an id or a time. */
  readonly isFreeText: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Of any JSON document: whatever stands under `properties`, and every parameter of an OpenAPI operation. */
export function fieldsIn(document: unknown, isWithin = false): Field[] {
  if (typeof document !== 'object' || document === null) return [];
  if (Array.isArray(document)) return document.flatMap((each) => fieldsIn(each, isWithin));
  const json = document as Json;
  const within = isWithin || isMarked(json);
  const own = Object.entries((json.properties ?? {}) as Record<string, Json>).map(([name, schema]) => fieldOf(name, schema, within));
  const parameter = typeof json.name === 'string' && 'in' in json ? [fieldOf(json.name, json.schema as Json, within)] : [];
  return [...own, ...parameter, ...Object.values(json).flatMap((each) => fieldsIn(each, within))];
}

const isMarked = (schema: Json): boolean => schema['x-personal'] === true || schema['x-secret'] === true;

function fieldOf(name: string, schema: Json, within: boolean): Field {
  return { name, mark: isMarked(schema) ? 'own' : within ? 'within' : 'none', isFreeText: isFreeText(schema) };
}

function isFreeText(schema: Json): boolean {
  const { type, enum: choices, format, pattern, const: only, items, additionalProperties } = schema;
  const inner = [schema.anyOf, schema.oneOf, schema.allOf, items, additionalProperties].flat() as (Json | undefined | boolean)[];
  if (inner.some((each) => typeof each === 'object' && isFreeText(each))) return true;
  return [type].flat().includes('string') && !choices && !format && !pattern && only === undefined;
}
