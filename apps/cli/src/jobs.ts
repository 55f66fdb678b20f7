/** `rolecall jobs …`: the long work that operators have services do; and `runJob`, by which other commands begin it and follow it. */
import { z } from 'zod';
import { type Command, type Given, type Told, told } from './command.js';
import { follow, job, sentence, titleOf } from './following.js';
import { askAll, type Operator, Plain, type Service } from './services.js';

const jobs = z.object({ items: z.array(job) });
const which = '`rolecall jobs list` prints addresses';

export const jobCommands: readonly Command[] = [
  { name: 'jobs list', says: 'long work: what runs, and what has ended', run: list },
  {
    ...{ name: 'jobs show', argument: 'address', which, says: 'how far it is, and what it has found' },
    run: ({ operator, argument }) => show(operator, argument),
  },
  { name: 'jobs follow', argument: 'address', which, says: 'shows its progress until it ends', run: followOne },
  {
    ...{ name: 'jobs cancel', argument: 'address', which, says: 'takes no more steps of it; what was done stays' },
    run: ({ operator, argument }) => cancel(operator, argument),
  },
];

/**
 * Has the services do a kind of job at once, and follows each until it ends, on the terminal; `--detach` only begins it. It came about when
 * every service has done it. Who leaves, by Ctrl-C say, ends nothing: the services go on.
 */
export async function runJob(given: Given, kind: string, options: Record<string, string | number | boolean>): Promise<Told> {
  const { operator, services } = given;
  const { answers, away: errors } = await askAll(services, (service) => operator.ask(service, 'jobs', job, { kind, options }));
  const begun = answers.map(({ service, answer }) => ({ service, job: answer }));
  if (given.options.detach) {
    const lines = begun.map((each) => `begun: ${addressOf(each.service, each.job.id)}`);
    return told(jsonOf(begun), [...lines, ...errors], errors.length === 0);
  }
  const ended = await follow(given, begun);
  return outcome(ended, errors);
}

/** The service that the argument names, where there is one. */
export const inServices = (given: Given): Given =>
  given.argument ? { ...given, services: [given.operator.service(given.argument)] } : given;

interface OfService {
  readonly service: Service;
  readonly job: z.output<typeof job>;
}

const addressOf = ({ name }: Service, id: string): string => `${name}/${id}`;
const jsonOf = (of: readonly OfService[]) => of.map(({ service, job: its }) => ({ service: service.name, ...its }));

function outcome(ended: readonly OfService[], errors: readonly string[] = []): Told {
  const lines = ended.flatMap(({ service, job: its }) => [
    `${service.name}: ${titleOf(its)}`,
    ...its.findings.map((finding) => `    ${finding}`),
  ]);
  return told(jsonOf(ended), [...lines, ...errors], errors.length === 0 && ended.every(({ job: its }) => its.status === 'done'));
}

async function list({ operator, services }: Given): Promise<Told> {
  const { answers, away } = await askAll(services, (service) => operator.ask(service, 'jobs', jobs));
  const all = answers.flatMap(({ service, answer }) => answer.items.map((its) => ({ service, job: its })));
  const lines = all.map(({ service, job: its }) => `${addressOf(service, its.id)}\n    ${sentence(its)}`);
  const said = [...lines, ...away];
  return told(jsonOf(all), said.length > 0 ? said : ['no job was ever begun'], away.length === 0);
}

async function show(operator: Operator, text: string): Promise<Told> {
  const { service, id } = parsed(operator, text);
  const its = await operator.ask(service, `jobs/${id}`, job);
  return told(its, [sentence(its), ...its.findings.map((finding) => `    ${finding}`)]);
}

async function followOne(given: Given): Promise<Told> {
  const { service, id } = parsed(given.operator, given.argument);
  const its = await given.operator.ask(service, `jobs/${id}`, job);
  return outcome(await follow(given, [{ service, job: its }]));
}

async function cancel(operator: Operator, text: string): Promise<Told> {
  const { service, id } = parsed(operator, text);
  const its = await operator.ask(service, `jobs/${id}/cancel`, job, {});
  return told(its, [sentence(its)], its.status === 'cancelled');
}

function parsed(operator: Operator, text: string): { service: Service; id: string } {
  const [, name = '', id = ''] = /^([^/]+)\/([\w-]+)$/.exec(text) ?? [];
  if (!id) throw new Plain(`"${text}" names no job: copy it from \`rolecall jobs list\`, such as offer/<id>`);
  return { service: operator.service(name), id };
}
