/** What a log line may say of its facts: nothing that a schema marks, at whatever depth, and of an error where and what it is. */
import { type Mark, markOf } from '@rolecall/kernel';

/**
 * What comes over HTTP and stands in no schema of ours: headers, and a body before it was checked. And what no schema of this process may
 * happen to have loaded: a net below the net.
 */
const unread = new Map<string, Mark>([
  ['authorization', 'secret'],
  ['proxy-authorization', 'secret'],
  ['cookie', 'secret'],
  ['set-cookie', 'secret'],
  ['token', 'secret'],
  ['password', 'secret'],
  ['secret', 'secret'],
  ['body', 'personal'],
  ...['email', 'emails', 'emailAddress', 'phone', 'address', 'birthDate', 'firstName', 'lastName', 'fullName', 'displayName'].map(personal),
  ...['comment', 'note', 'resume', 'resumeText', 'answer', 'answers', 'amount', 'salary', 'pay', 'base', 'bonus', 'terms'].map(personal),
]);

function personal(name: string): [string, Mark] {
  return [name.toLowerCase(), 'personal'];
}

/** Deeper than any fact of ours; a circle ends here. */
const depthMax = 6;
const entriesMax = 100;

/** A copy without what is marked, by name: a name that is personal in one schema is cut wherever it stands. */
export function sayable(facts: object, depth = 0): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts).slice(0, entriesMax)) {
    const mark = markOf(name) ?? unread.get(name.toLowerCase());
    said[name] = mark && value !== undefined ? `[${mark}]` : cut(value, depth + 1);
  }
  return said;
}

function cut(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return errorFacts(value, depth);
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (depth > depthMax) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, entriesMax).map((each) => cut(each, depth + 1));
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === 'function' ? cut(toJSON.call(value), depth + 1) : sayable(value, depth);
}

/**
 * What may be said of an error: its class, its code and where it was thrown. Not its message, which may quote what a person wrote, as that of
 * `JSON.parse` does; and no other field, for a driver's error carries the document that it could not write.
 */
function errorFacts(error: Error, depth: number): object {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    stack: [error.name, ...framesOf(error.stack)].join('\n'),
    ...(error.cause instanceof Error && depth < depthMax ? { cause: errorFacts(error.cause, depth + 1) } : {}),
  };
}

/** The frames of a stack; the lines before them are the message. */
export const framesOf = (stack = ''): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
