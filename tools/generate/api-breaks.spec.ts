/** Which changes of the API break a caller, and which do not. */
import { apiBreaks } from './api-breaks.ts';

type Json = Record<string, unknown>;

const name = { type: 'string', maxLength: 10 };
const state = { enum: ['open', 'shut'] };
const body = (properties: Json, required: string[] = []) => ({ type: 'object', additionalProperties: false, properties, required });
const told = (properties: Json, required: string[] = []) => ({ type: 'object', properties, required });
const content = (schema: Json) => ({ 'application/json': { schema } });
const wide = { name: 'wide', in: 'query', schema: { type: 'boolean' } };

interface Door {
  readonly operationId?: string;
  readonly parameters?: Json[];
  readonly sent?: Json;
  readonly isBodyRequired?: boolean;
  readonly answered?: Json;
  readonly status?: string;
}

function api(
  { operationId = 'open', parameters = [wide], sent, isBodyRequired, answered, status = '200' }: Door,
  schemas: Json = {},
): Json {
  const asked = { required: isBodyRequired ?? false, content: content(sent ?? body({ name, state })) };
  const responses = { [status]: { content: content(answered ?? told({ id: name, state }, ['id'])) } };
  return { paths: { '/v1/doors': { post: { operationId, parameters, requestBody: asked, responses } } }, components: { schemas } };
}

const was = api({});
const breaks = (is: Json, before = was) => apiBreaks(before, is).map((each) => each.replace('POST /v1/doors: ', ''));

it.each<[string, Json]>([
  ['what was', was],
  ['one more operation', { ...was, paths: { ...(was.paths as Json), '/v1/windows': {} } }],
  ['one more parameter', api({ parameters: [wide, { name: 'tall', in: 'query', schema: { type: 'boolean' } }] })],
  ['one more field that may be sent', api({ sent: body({ name, state, colour: name }) })],
  ['a looser bound of what is sent', api({ sent: body({ name: { type: 'string', maxLength: 20 }, state }) })],
  ['one more value that may be sent', api({ sent: body({ name, state: { enum: ['open', 'shut', 'ajar'] } }) })],
  ['one more field that is told', api({ answered: told({ id: name, state, colour: name }, ['id', 'colour']) })],
  ['one more value that is told', api({ answered: told({ id: name, state: { enum: ['open', 'shut', 'ajar'] } }, ['id']) })],
  ['the same in another place', api({ sent: { $ref: '#/components/schemas/Body' } }, { Body: body({ name, state }) })],
])('%s breaks nobody', (_, is) => expect(breaks(is)).toEqual([]));

it.each<[string, Json, string]>([
  ['an operation that is gone', { paths: {} }, 'POST /v1/doors is gone'],
  ['another name', api({ operationId: 'unlock' }), 'it is called unlock and was open'],
  ['a parameter that is gone', api({ parameters: [] }), 'query wide is taken no more'],
  ['a parameter that must be sent', api({ parameters: [{ ...wide, required: true }] }), 'query wide became required'],
  ['a new one that must be sent', api({ parameters: [wide, { ...wide, name: 'tall', required: true }] }), 'query tall is new and required'],
  ['a body that must be sent', api({ isBodyRequired: true }), 'a body became required'],
  ['a field that is taken no more', api({ sent: body({ name }) }), 'body/state is taken no more'],
  ['a field that must be sent', api({ sent: body({ name, state }, ['name']) }), 'body/name became required'],
  ['a value that is taken no more', api({ sent: body({ name, state: { enum: ['open'] } }) }), 'body/state may no more be shut'],
  ['a tighter bound', api({ sent: body({ name: { type: 'string', maxLength: 5 }, state }) }), 'body/name has a tighter maxLength'],
  ['a pattern', api({ sent: body({ name: { ...name, pattern: '^a' }, state }) }), 'body/name has a tighter pattern'],
  ['another type', api({ sent: body({ name: { type: 'integer' }, state }) }), 'body/name is of another type'],
  ['another status', api({ status: '202' }), 'it answers 200 no more'],
  ['a field that is told no more', api({ answered: told({ id: name }, ['id']) }), '200/state is gone'],
  ['a field that is told at times only', api({ answered: told({ id: name, state }) }), '200/id comes no more for sure'],
  ['a field that may be null', api({ answered: told({ id: { type: ['string', 'null'] }, state }, ['id']) }), '200/id is of another type'],
])('%s breaks callers, and is said', (_, is, said) => expect(breaks(is)).toEqual([said]));

it('looks into lists, choices and references', () => {
  const items = (each: Json) => api({ answered: told({ items: { type: 'array', items: each } }, ['items']) });
  expect(breaks(items(told({})), items(told({ id: name })))).toEqual(['200/items/*/id is gone']);
  const choice = (...anyOf: Json[]) => api({ sent: { anyOf } });
  expect(breaks(choice(body({ name }), body({ state })), choice(body({ name })))).toEqual([]);
  expect(breaks(choice(body({ name })), choice(body({ name }), body({ state })))).toEqual(['body is something else']);
});

it('comes to an end where a schema holds itself', () => {
  const tree = (leaf: Json) =>
    api({ answered: { $ref: '#/components/schemas/Tree' } }, { Tree: told({ leaf, tree: { $ref: '#/components/schemas/Tree' } }) });
  expect(breaks(tree(name), tree(name))).toEqual([]);
  expect(breaks(tree({ type: 'integer' }), tree(name)).length).toBeGreaterThan(0);
});
