/** `rolecall dead …`: what is dead, why, and what to do about it. */
import { z } from 'zod';
import { type Command, type Told, told } from './command.js';
import { askAll, type Operator, Plain, type Service } from './services.js';

const heldKey = z.object({
  topic: z.string(),
  key: z.string(),
  reason: z.string(),
  type: z.string().nullable(),
  since: z.string(),
  waiting: z.number(),
  releasing: z.boolean(),
});
const failure = z.object({
  handler: z.string(),
  error: z.string(),
  code: z.string().optional(),
  stack: z.string().optional(),
  traceId: z.string().optional(),
});
const letter = z.object({
  ...{ topic: z.string(), partition: z.number(), offset: z.string(), key: z.string().nullish() },
  ...{ reason: z.string(), at: z.string(), type: z.string().optional(), detail: z.string().optional() },
  headers: z.record(z.string(), z.string()),
  failures: z.array(failure).optional(),
  value: z.string().nullable().optional(),
  base64: z.string().optional(),
});
const deadline = z.object({
  ...{ stream: z.string(), command: z.string(), dueAt: z.string(), at: z.string() },
  ...{ attempts: z.number(), error: z.string(), stack: z.string().optional(), traceId: z.string().optional() },
});
const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const released = z.object({ handled: z.number(), free: z.boolean(), outOfTime: z.boolean().optional() });
type Letter = z.output<typeof letter>;

/**
 * What names it on the command line: `offer/hiring.application/<key>`; `offer/hiring.application#3:1042` for a message without a key;
 * `offer@<org>/offer/<id>` for a deadline.
 */
interface Address {
  readonly service: Service;
  readonly path: string;
  readonly kind: 'held' | 'loose' | 'deadline';
}

const which = '`rolecall dead list` prints addresses';
export const deadCommands: readonly Command[] = [
  { name: 'dead list', says: 'what is dead, and what it holds', run: ({ operator, services }) => list(operator, services) },
  {
    ...{ name: 'dead show', argument: 'address', which, says: 'what waits there: reasons, stacks, headers, content' },
    run: ({ operator, argument }) => show(operator, argument),
  },
  {
    ...{ name: 'dead release', argument: 'address', which, says: 'after a fix: hands what waits to its handlers, in order' },
    run: ({ operator, argument }) => release(operator, argument),
  },
  {
    ...{ name: 'dead discard', argument: 'address', which, options: '--message <place> --reason <text>' },
    says: 'drops the message that holds the key, and releases what waited behind it',
    run: ({ operator, argument, options }) => discard(operator, argument, options.reason, options.message),
  },
  {
    ...{ name: 'dead replay', argument: 'address', which, says: 'hands on a message that holds no key' },
    run: ({ operator, argument }) => replay(operator, argument),
  },
];

const folders = { held: 'held-keys', loose: 'loose-letters', deadline: 'deadlines' } as const;

function addressOf(operator: Operator, text: string): Address {
  const loose = /^([^/]+)\/([^/#]+)#(\d+):(\d+)$/.exec(text);
  const deadlineOf = /^([^/@]+)@(.+)$/.exec(text);
  const held = /^([^/]+)\/([^/#]+)\/(.+)$/.exec(text);
  const [, service = '', ...place] = loose ?? deadlineOf ?? held ?? [];
  if (!service) throw new Plain(`"${text}" names nothing: copy it from \`rolecall dead list\`, such as offer/hiring.application/<key>`);
  const kind = loose ? 'loose' : deadlineOf ? 'deadline' : 'held';
  const path = [folders[kind], ...place].map(encodeURIComponent).join('/');
  return { service: operator.service(service), path, kind };
}

async function list(operator: Operator, services: readonly Service[]): Promise<Told> {
  const { answers, away } = await askAll(services, (service) => deadOf(operator, service));
  const found = answers.map(({ answer }) => answer);
  const lines = found.flatMap(({ service, heldKeys, loose, deadlines }) => [
    ...heldKeys.map(
      ({ topic, key, reason, type, since, waiting, releasing }) =>
        `${service}/${topic}/${key}\n    ${reason}${type ? `: ${type}` : ''}; ${waiting} wait since ${since}${releasing ? '; being released' : ''}`,
    ),
    ...deadlines.map(
      ({ stream, command, dueAt, attempts, error }) =>
        `${service}@${stream}\n    deadline: ${command}, due ${dueAt}; ${error}, ${attempts} attempts`,
    ),
    ...loose.map((each) => `${service}/${each.topic}#${each.partition}:${each.offset}\n    ${why(each)}; holds nothing`),
  ]);
  const said = [...lines, ...away];
  return told(found, said.length > 0 ? said : ['nothing is dead'], away.length === 0);
}

async function deadOf(operator: Operator, service: Service) {
  const [keys, loose, deadlines] = await Promise.all([
    operator.ask(service, 'held-keys', listOf(heldKey)),
    operator.ask(service, 'loose-letters', listOf(letter)),
    operator.ask(service, 'deadlines', listOf(deadline)),
  ]);
  return { service: service.name, heldKeys: keys.items, loose: loose.items, deadlines: deadlines.items };
}

async function show(operator: Operator, text: string): Promise<Told> {
  const { service, path, kind } = addressOf(operator, text);
  if (kind === 'held') {
    const { items } = await operator.ask(service, path, listOf(letter));
    return told(items, items.flatMap(describe));
  }
  if (kind === 'deadline') {
    const { items } = await operator.ask(service, 'deadlines', listOf(deadline));
    const found = there(
      items.find(({ stream }) => text === `${service.name}@${stream}`),
      text,
    );
    const { command, dueAt, at, error, attempts, traceId, stack = '' } = found;
    const [given, failed] = [`given up ${at} after ${attempts} attempts`, `    ${error}${traceId ? `  trace ${traceId}` : ''}`];
    return told(found, [`${command}, due ${dueAt}: ${given}`, failed, ...indented(stack)]);
  }
  const { items } = await operator.ask(service, 'loose-letters', listOf(letter));
  const found = there(
    items.find(({ topic, partition, offset }) => text === `${service.name}/${topic}#${partition}:${offset}`),
    text,
  );
  return told(found, describe(found));
}

async function release(operator: Operator, text: string): Promise<Told> {
  const { service, path, kind } = addressOf(operator, text);
  if (kind === 'loose') throw new Plain(`${text} holds no key: replay it or discard it`);
  if (kind === 'held') return outcome(await operator.ask(service, `${path}/release`, released, {}));
  const answered = await operator.ask(service, `${path}/release`, z.object({ released: z.boolean() }), {});
  return told(answered, ['released: the timer tries it again now']);
}

/** `message`: the place of the one that holds the key, as `show` prints it, so that a repeat drops nothing else. */
async function discard(operator: Operator, text: string, reason: string | undefined, message: string | undefined): Promise<Told> {
  if (!reason) throw new Plain('it is discarded for a reason: --reason "…"; it is kept in the operators’ log');
  const { service, path, kind } = addressOf(operator, text);
  if (kind === 'held') {
    const [, partition, offset] = /#(\d+):(\d+)$/.exec(message ?? '') ?? [];
    if (!offset) throw new Plain('which message? --message <place>, as `rolecall dead show` prints it, such as hiring.application#3:1042');
    return outcome(await operator.ask(service, `${path}/discard`, released, { reason, partition: Number(partition), offset }));
  }
  const answered = await operator.ask(service, `${path}/discard`, z.object({ discarded: z.boolean() }), { reason });
  return told(answered, ['discarded']);
}

async function replay(operator: Operator, text: string): Promise<Told> {
  const { service, path, kind } = addressOf(operator, text);
  if (kind !== 'loose') throw new Plain(`${text} is released, not replayed: so that what waits keeps its order`);
  const answered = await operator.ask(service, `${path}/replay`, z.object({ handled: z.boolean() }), {});
  return told(answered, [answered.handled ? 'handled' : 'still dead: nothing of this build can handle it'], answered.handled);
}

function there<T>(found: T | undefined, text: string): T {
  if (found === undefined) throw new Plain(`${text} is not there any more`);
  return found;
}

const indented = (stack: string): string[] =>
  stack
    .split('\n')
    .filter(Boolean)
    .map((line) => `      ${line}`);

function outcome(answered: z.output<typeof released>): Told {
  const { handled, free, outOfTime } = answered;
  const rest = outOfTime ? 'time ran out: release it again' : 'the key is held still: look at what is first now';
  return told(answered, [`${handled} handled; ${free ? 'the key is free' : rest}`], free);
}

const why = ({ reason, type, detail }: Letter) => `${reason}${type ? `: ${type}` : ''}${detail ? ` (${detail})` : ''}`;

function describe(one: Letter): string[] {
  const { topic, partition, offset, headers, failures = [], value, base64, at } = one;
  return [
    `${topic}#${partition}:${offset}  ${at}  ${why(one)}`,
    ...Object.entries(headers).map(([name, text]) => `    ${name}: ${text}`),
    ...failures.flatMap(({ handler, error, code, traceId, stack = '' }) => [
      `    ${handler}: ${error}${code ? ` ${code}` : ''}${traceId ? `  trace ${traceId}` : ''}`,
      ...indented(stack),
    ]),
    `    ${value ?? base64 ?? 'no content'}`,
  ];
}
