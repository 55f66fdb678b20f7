/** What a person's id may be: it stands in events for ever. */
import { personId } from './shapes.js';

it.each(['mara', 'Hiro.Tanaka-2', 'hr:4711', 'zoë'])('%s may be a person', (id) => expect(personId.safeParse(id).success).toBe(true));
it.each(['mara@acme.example', 'Mara Lindqvist', '', 'a/b'])('%s may not', (id) => expect(personId.safeParse(id).success).toBe(false));
