/** What is personal or secret is said beside the field, in its schema: `z.strictObject({ reason, ...personal({ note }) })`. */
import type { z } from 'zod';

type Fields = Readonly<Record<string, z.ZodType>>;
export type Mark = 'personal' | 'secret';

const byName = new Map<string, Mark>();

/** About a person, or what one wrote or is paid: it belongs in a vault and nowhere else. The published schema says `x-personal`. */
export const personal = <F extends Fields>(fields: F): F => marked('personal', fields);

/** Opens something to whoever has it. The published schema says `x-secret`. */
export const secret = <F extends Fields>(fields: F): F => marked('secret', fields);

/** The mark of a name, in whatever schema it was marked; headers are written in upper and lower case. Whoever logs cuts what has one. */
export const markOf = (name: string): Mark | undefined => byName.get(name.toLowerCase());

function marked<F extends Fields>(mark: Mark, fields: F): F {
  const entries = Object.entries(fields).map(([name, schema]) => {
    byName.set(name.toLowerCase(), mark);
    return [name, schema.meta({ [`x-${mark}`]: true })];
  });
  return Object.fromEntries(entries) as F;
}
