/** What a schema says when it refuses a value never quotes the value: it goes to whoever sent it, and on to their logs. */
import { approvalBodies } from '@rolecall/approval';
import { z } from 'zod';
import * as contracts from './index.js';

const bodies = new Map<string, z.ZodType>();
for (const [name, schema] of Object.entries({ ...contracts, ...approvalBodies }))
  if (schema instanceof z.ZodType && (name.endsWith('Body') || name in approvalBodies)) bodies.set(name, schema);

const mark = 'zqx-jon';
const values = [
  mark,
  mark.repeat(5000),
  `${mark}@`,
  { [mark]: mark },
  [mark],
  [{ note: [mark], name: mark, value: { mark } }],
  7.717171e300,
];

/** The names of the fields at the top; of a choice between shapes, those of each. */
function fieldsOf(schema: z.core.JSONSchema.BaseSchema): string[] {
  const parts = [schema, ...Object.values(schema.$defs ?? {}), ...(schema.anyOf ?? [])] as z.core.JSONSchema.BaseSchema[];
  return parts.flatMap(({ properties = {} }) => Object.keys(properties));
}

it.each([...bodies.keys()])('%s', (name) => {
  const schema = bodies.get(name) as z.ZodType;
  const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const wrong = fields.flatMap((field) => values.map((value) => ({ [field]: value })));
  const refused = [...values.slice(3), ...wrong].map((value) => schema.safeParse(value).error?.issues ?? []);
  expect(refused.some((issues) => issues.length > 0)).toBe(true);
  // The names of unknown fields are the sender's own, and told.
  const said = refused.flat().filter(({ code }) => code !== 'unrecognized_keys');
  expect(said.map(({ message }) => message).filter((message) => /zqx|e\+?300/.test(message))).toEqual([]);
});
