/**
 * What of a change of the API would break somebody who calls it as it was: an operation or an answer that is gone, more that must be sent, less
 * that may be, less that comes back. A client takes fields and values that come later (the document says so), so that more may come back. Pure.
 */
type Json = Readonly<Record<string, unknown>>;

interface Sides {
  readonly before: Json;
  readonly after: Json;
}

/** Sentences that begin with the operation; empty when nobody is broken. */
export function apiBreaks(before: Json, after: Json): string[] {
  const roots = { before, after };
  return Object.entries(part(before.paths)).flatMap(([path, operations]) =>
    Object.entries(part(operations)).flatMap(([method, was]) => {
      const is = part(part(after.paths)[path])[method];
      const operation = `${method.toUpperCase()} ${path}`;
      return is ? operationBreaks(part(was), part(is), roots).map((why) => `${operation}: ${why}`) : [`${operation} is gone`];
    }),
  );
}

const part = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function operationBreaks(was: Json, is: Json, roots: Sides): string[] {
  const name = was.operationId === is.operationId ? [] : [`it is called ${is.operationId} and was ${was.operationId}`];
  return [...name, ...parameterBreaks(was, is, roots), ...bodyBreaks(was, is, roots), ...answerBreaks(was, is, roots)];
}

function parameterBreaks(was: Json, is: Json, roots: Sides): string[] {
  const known = (operation: Json, root: Json) =>
    new Map(
      listOf(operation.parameters)
        .map((each) => resolved(each, root))
        .map((each) => [`${each.in} ${each.name}`, each]),
    );
  const [old, now] = [known(was, roots.before), known(is, roots.after)];
  const lost = [...old].flatMap(([name, parameter]) => {
    const after = now.get(name);
    if (!after) return [`${name} is taken no more`];
    return [
      ...(after.required && !parameter.required ? [`${name} became required`] : []),
      ...sent(parameter.schema, after.schema, name, roots),
    ];
  });
  const asked = [...now].filter(([name, { required }]) => required && !old.has(name)).map(([name]) => `${name} is new and required`);
  return [...lost, ...asked];
}

function bodyBreaks(was: Json, is: Json, roots: Sides): string[] {
  const [old, now] = [resolved(was.requestBody, roots.before), resolved(is.requestBody, roots.after)];
  const must = now.required && !old.required ? ['a body became required'] : [];
  const types = Object.entries(part(old.content)).flatMap(([type, content]) => {
    const after = part(now.content)[type];
    return after ? sent(part(content).schema, part(after).schema, 'body', roots) : [`a body of ${type} is taken no more`];
  });
  return [...must, ...types];
}

function answerBreaks(was: Json, is: Json, roots: Sides): string[] {
  const good = Object.entries(part(was.responses)).filter(([status]) => status.startsWith('2'));
  return good.flatMap(([status, response]) => {
    const after = part(is.responses)[status];
    if (!after) return [`it answers ${status} no more`];
    const [old, now] = [resolved(response, roots.before), resolved(after, roots.after)];
    return Object.entries(part(old.content)).flatMap(([type, content]) => {
      const told = part(now.content)[type];
      return told ? received(part(content).schema, part(told).schema, status, roots) : [`${status} comes as ${type} no more`];
    });
  });
}

/** What could be sent before must be taken now. */
const sent = (was: unknown, is: unknown, at: string, { before, after }: Sides): string[] =>
  narrower(was, is, at, { wide: before, narrow: after, words: { lost: 'is taken no more', must: 'became required' } }, 0);

/** What comes now must be what could come before. */
const received = (was: unknown, is: unknown, at: string, { before, after }: Sides): string[] =>
  narrower(is, was, at, { wide: after, narrow: before, words: { lost: 'is new', must: 'comes no more for sure' }, isAnswer: true }, 0);

interface Comparison {
  readonly wide: Json;
  readonly narrow: Json;
  readonly words: { readonly lost: string; readonly must: string };
  /** Then more fields and more values are no harm. */
  readonly isAnswer?: boolean;
}

const depthMax = 12;
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];

/** Where `small` refuses what `large` takes. */
function narrower(large: unknown, small: unknown, at: string, by: Comparison, depth: number): string[] {
  const [wide, narrow] = [resolved(large, by.wide), resolved(small, by.narrow)];
  if (depth > depthMax || Object.keys(narrow).length === 0) return [];
  const [many, few] = [variantsOf(wide), variantsOf(narrow)];
  if (many || few) {
    const fits = (variant: unknown) => (few ?? [narrow]).some((each) => narrower(variant, each, at, by, depth + 1).length === 0);
    return (many ?? [wide]).every(fits) ? [] : [`${at} is something else`];
  }
  return [
    ...typeBreaks(wide, narrow, at),
    ...(by.isAnswer ? [] : [...valueBreaks(wide, narrow, at), ...boundBreaks(wide, narrow, at)]),
    ...fieldBreaks(wide, narrow, at, by, depth),
    ...(wide.items || narrow.items ? narrower(wide.items, narrow.items, `${at}/*`, by, depth + 1) : []),
  ];
}

function fieldBreaks(wide: Json, narrow: Json, at: string, by: Comparison, depth: number): string[] {
  const [many, few] = [part(wide.properties), part(narrow.properties)];
  const [given, needed] = [listOf(wide.required), listOf(narrow.required)];
  const missing = needed.filter((name) => !given.includes(name)).map((name) => `${at}/${name} ${by.words.must}`);
  const isOpen = by.isAnswer || narrow.additionalProperties !== false;
  const gone = isOpen ? [] : Object.keys(many).filter((name) => !(name in few));
  const common = Object.keys(many).filter((name) => name in few);
  return [
    ...missing,
    ...gone.map((name) => `${at}/${name} ${by.words.lost}`),
    ...common.flatMap((name) => narrower(many[name], few[name], `${at}/${name}`, by, depth + 1)),
    // A field that was told at times, and is not described any more.
    ...(by.isAnswer ? Object.keys(few).filter((name) => !(name in many) && !needed.includes(name)) : []).map(
      (name) => `${at}/${name} is gone`,
    ),
  ];
}

function typeBreaks(wide: Json, narrow: Json, at: string): string[] {
  const typesOf = ({ type }: Json): unknown[] => (type === undefined ? [] : [type].flat());
  const [many, few] = [typesOf(wide), typesOf(narrow)];
  const fits = (type: unknown) => few.includes(type) || (type === 'integer' && few.includes('number'));
  return few.length === 0 || (many.length > 0 && many.every(fits)) ? [] : [`${at} is of another type`];
}

function valueBreaks(wide: Json, narrow: Json, at: string): string[] {
  const valuesOf = (schema: Json) => ('const' in schema ? [schema.const] : (schema.enum as readonly unknown[] | undefined));
  const [many, few] = [valuesOf(wide), valuesOf(narrow)];
  if (!few) return [];
  const lost = many?.filter((value) => !few.includes(value)) ?? ['any value'];
  return lost.length > 0 ? [`${at} may no more be ${lost.join(', ')}`] : [];
}

function boundBreaks(wide: Json, narrow: Json, at: string): string[] {
  const number = (schema: Json, name: string, none: number) => (typeof schema[name] === 'number' ? (schema[name] as number) : none);
  const tighter = [
    ...upper.filter((name) => number(narrow, name, Infinity) < number(wide, name, Infinity)),
    ...lower.filter((name) => number(narrow, name, -Infinity) > number(wide, name, -Infinity)),
    ...['pattern', 'format'].filter((name) => name in narrow && narrow[name] !== wide[name]),
  ];
  return tighter.map((name) => `${at} has a tighter ${name}`);
}

const variantsOf = (schema: Json): readonly unknown[] | undefined => (schema.anyOf ?? schema.oneOf) as readonly unknown[] | undefined;

function resolved(schema: unknown, root: Json): Json {
  const { $ref, ...beside } = part(schema);
  if (typeof $ref !== 'string') return beside;
  const target = $ref
    .split('/')
    .slice(1)
    .reduce<unknown>((found, name) => part(found)[name], root);
  return resolved({ ...part(target), ...beside }, root);
}
