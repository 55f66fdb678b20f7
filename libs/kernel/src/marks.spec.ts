import { z } from 'zod';
import { markOf, personal, secret } from './index.js';

it('marks fields beside where they stand, and knows them by their names', () => {
  const body = z.strictObject({ kind: z.string(), ...personal({ nickname: z.string() }), ...secret({ PASSPHRASE: z.string() }) });
  expect(['nickname', 'NickName', 'passphrase', 'kind', 'constructor'].map(markOf)).toEqual([
    ...['personal', 'personal', 'secret', undefined, undefined],
  ]);
  expect(body.parse({ kind: 'a', nickname: 'b', PASSPHRASE: 'c' })).toEqual({ kind: 'a', nickname: 'b', PASSPHRASE: 'c' });
});

it('shows the mark in the published schema, whatever is around it, and keeps what else was said of the field', () => {
  const fields = personal({
    a: z.string().optional(),
    b: z.array(z.string()).default([]),
    c: z.number().nullable().meta({ material: true }),
  });
  const schema = z.object({ deep: z.array(z.object({ ...fields, d: z.string() })) }).meta({ id: 'MarkedSomewhere' });
  const published = z.toJSONSchema(z.array(schema), { io: 'input' }).$defs?.MarkedSomewhere?.properties;
  const marked = { 'x-personal': true };
  expect(published).toMatchObject({
    deep: { items: { properties: { a: marked, b: marked, c: { ...marked, material: true }, d: expect.not.objectContaining(marked) } } },
  });
  expect(fields.c.meta()).toMatchObject({ material: true });
});

it('leaves the schema that is marked as it was: another field of the same schema is not marked by it', () => {
  const text = z.string().max(10);
  personal({ motto: text });
  expect(z.toJSONSchema(z.object({ label: text }))).toMatchObject({ properties: { label: { type: 'string', maxLength: 10 } } });
  expect(text.meta()).toBeUndefined();
  expect(markOf('label')).toBeUndefined();
});
