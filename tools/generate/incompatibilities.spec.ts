import { z } from 'zod';
import { incompatibilities } from './incompatibilities.ts';
import { type JsonSchema, schemaOf } from './schemas.ts';

const about = { $id: 'x', title: 'x', description: 'x' };
const schema = (shape: z.ZodRawShape): JsonSchema => schemaOf(z.object(shape), about);
const between = (before: z.ZodRawShape, after: z.ZodRawShape) => incompatibilities(schema(before), schema(after));
const shared = z.object({ id: z.string(), kind: z.enum(['new', 'old']) }).meta({ id: 'TestShared' });
const closer = z.object({ id: z.string(), kind: z.enum(['new']) }).meta({ id: 'TestCloser' });

describe('additive changes pass', () => {
  const before = { id: z.uuid(), kind: z.enum(['a', 'b']), text: z.string().max(10), list: z.array(z.string()).max(3), seat: shared };
  it.each([
    ['the same', before],
    ['a new optional field', { ...before, more: z.string().optional() }],
    ['a new field with a default', { ...before, more: z.string().default('x') }],
    ['the same in another order', { ...before, kind: z.enum(['b', 'a']) }],
    ['a new optional shape', { ...before, more: shared.optional() }],
    ['other words', { ...before, text: z.string().max(10).describe('Other words.') }],
  ])('%s', (_, after) => expect(between(before, after)).toEqual([]));
});

describe('what breaks an old reader or an old event is named with its place', () => {
  it.each([
    ['a removed field', { a: z.string(), b: z.string() }, { a: z.string() }, '/b was removed'],
    ['a removed optional field', { b: z.string().optional() }, {}, '/b was removed'],
    ['a new required field', {}, { a: z.string() }, '/a became required'],
    ['an optional field that became required', { a: z.string().optional() }, { a: z.string() }, '/a became required'],
    ['a required field that became optional', { a: z.string() }, { a: z.string().optional() }, '/a became optional'],
    ['another type', { a: z.string() }, { a: z.number() }, '/a was string and became number'],
    ['a removed value', { a: z.enum(['x', 'y']) }, { a: z.enum(['x']) }, '/a may no longer be y'],
    ['one more value, which an old reader refuses', { a: z.enum(['x']) }, { a: z.enum(['x', 'y']) }, '/a may now be y too'],
    ['another constant', { a: z.literal('x') }, { a: z.literal('y') }, '/a may no longer be x', '/a may now be y too'],
    ['a free text that became an enum', { a: z.string() }, { a: z.enum(['x']) }, '/a was free and became one of x'],
    ['an enum that became free', { a: z.enum(['x']) }, { a: z.string() }, '/a may now be any value'],
    ['a shorter text', { a: z.string().max(9) }, { a: z.string().max(8) }, '/a has another maxLength'],
    ['a longer text', { a: z.string().max(8) }, { a: z.string().max(9) }, '/a has another maxLength'],
    ['a list without a bound', { a: z.array(z.string()).max(3) }, { a: z.array(z.string()) }, '/a has another maxItems'],
    ['another default', { a: z.boolean().default(true) }, { a: z.boolean().default(false) }, '/a has another default'],
    ['a new lower bound', { a: z.number() }, { a: z.number().min(1) }, '/a has another minimum'],
    ['a new pattern', { a: z.string() }, { a: z.string().regex(/^x$/) }, '/a has another pattern'],
    ['null that is taken no more', { a: z.string().nullable() }, { a: z.string() }, '/a was null or string and became string'],
    ['null that is new', { a: z.string() }, { a: z.string().nullable() }, '/a was string and became null or string'],
    ['a shape or null', { a: shared.nullable() }, { a: shared }, '/a no longer takes all that it took'],
    ['null instead of a shape', { a: shared }, { a: shared.nullable() }, '/a became something else as well'],
    ['an item of a list', { a: z.array(z.object({ b: z.string() })) }, { a: z.array(z.object({})) }, '/a/*/b was removed'],
    [
      'a value of a record',
      { a: z.record(z.string(), z.string()) },
      { a: z.record(z.string(), z.number()) },
      '/a/* was string and became number',
    ],
    ['a field of a shared shape', { a: shared }, { a: closer }, '/a/kind may no longer be old'],
    ['an object that is closed', { a: z.object({}) }, { a: z.strictObject({}) }, '/a has another additionalProperties'],
  ] satisfies [string, z.ZodRawShape, z.ZodRawShape, ...string[]][])('%s', (_, before, after, ...findings) =>
    expect(between(before, after)).toEqual(findings),
  );

  it('a variant of a union that is gone', () => {
    const [a, b] = [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })];
    expect(between({ u: z.discriminatedUnion('k', [a, b]) }, { u: z.discriminatedUnion('k', [a]) })).toEqual([
      '/u no longer takes all that it took',
    ]);
  });
});
