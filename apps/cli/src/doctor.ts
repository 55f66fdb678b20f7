/** `rolecall doctor`: asks every service how it stands, and says what is wrong and what to do. It came about when nothing is wrong. */
import { familyOf } from '@rolecall/kernel';
import { z } from 'zod';
import { type Command, type Given, type Told, told } from './command.js';
import { askAll } from './services.js';

const page = 'docs/runbooks/doctor.md';
const states = ['bad', 'unknown', 'warn', 'ok'] as const;
const check = z.object({ name: z.string(), state: z.enum(states), found: z.string(), todo: z.string().optional() });
const diagnosis = z.object({
  ...{ service: z.string(), at: z.string(), checks: z.array(check) },
  spoken: z.object({ says: z.array(z.string()), hears: z.array(z.string()) }),
});
type Check = z.output<typeof check>;
export type Diagnosis = z.output<typeof diagnosis>;

interface Group {
  readonly of: string;
  readonly checks: readonly Check[];
}

export const doctorCommand: Command = {
  name: 'doctor',
  says: 'looks at every service from inside: what is wrong, and what to do',
  run: examine,
};

async function examine({ operator, services }: Given): Promise<Told> {
  const { answers, away, absent } = await askAll(services, (service) => operator.ask(service, 'doctor', diagnosis));
  return reported(
    answers.map(({ answer }) => answer),
    away,
    absent,
  );
}

/** `away`: of each service that gave no answer why; `absent`: of each that need not run. 1 when something is wrong, else 2 when something could not be seen, else 0. */
export function reported(diagnoses: readonly Diagnosis[], away: readonly string[], absent: readonly string[] = []): Told {
  const groups: Group[] = [
    ...diagnoses.map(({ service, checks }) => ({ of: service, checks: worstFirst(checks) })),
    ...(diagnoses.length > 1 ? [{ of: 'between services', checks: [contractsCheck(diagnoses)] }] : []),
    ...(away.length + absent.length > 0 ? [{ of: 'no answer', checks: [...away.map(silent), ...absent.map(notThere)] }] : []),
  ];
  const all = groups.flatMap(({ of, checks }) => checks.map((each) => ({ of, ...each })));
  const [worst] = worstFirst(all);
  const isWrong = worst?.state === 'bad';
  const code = isWrong ? 1 : worst?.state === 'unknown' ? 2 : 0;
  const lines = [...groups.flatMap(linesOf), '', verdictOf(all)];
  return { ...told(groups, lines, code === 0), code };
}

/** Among those of one state the order stays. */
export const worstFirst = <C extends Pick<Check, 'state'>>(checks: readonly C[]): C[] =>
  [...checks].sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));

function linesOf({ of, checks }: Group): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return [
    of,
    ...checks.flatMap(({ name, state, found, todo }) => [
      `  ${state.padEnd(7)}  ${name.padEnd(width)}  ${found}`,
      ...(todo ? [`  ${' '.repeat(7 + 2 + width)}  → ${todo} (${page}#${name})`] : []),
    ]),
  ];
}

function verdictOf(all: readonly (Check & { of: string })[]): string {
  const of = (state: Check['state']) => all.filter((each) => each.state === state);
  const [bad, unknown, warn] = [of('bad'), of('unknown'), of('warn')];
  const rest = [...(bad.length > 0 ? counted(unknown.length, 'could not be seen') : []), ...counted(warn.length, 'to know of')];
  const aside = rest.length > 0 ? ` (${rest.join(', ')})` : '';
  const [first] = bad.length > 0 ? bad : unknown;
  if (!first) return `all is well: ${all.length} checks${aside}`;
  const what =
    bad.length > 0
      ? `${bad.length} of ${all.length} checks found something wrong`
      : `${unknown.length} of ${all.length} checks could not look`;
  return `${what}, first: ${first.of}, ${first.name}: ${first.found}${aside}`;
}

const counted = (count: number, what: string): string[] => (count > 0 ? [`${count} ${what}`] : []);

const silent = (why: string): Check => ({
  name: 'service',
  state: 'unknown',
  found: why,
  todo: 'start it, or mend the way to it or the token',
});

const notThere = (why: string): Check => ({
  name: 'service',
  state: 'warn',
  found: why,
  todo: 'it need not run; with docker compose or --observe it should: start it',
});

/** What one service says and another, which hears that event, does not know in this version. */
function contractsCheck(diagnoses: readonly Diagnosis[]): Check {
  const missed = diagnoses.flatMap(({ service, spoken: { says } }) =>
    says.flatMap((type) =>
      diagnoses.flatMap((other) => {
        const known = other.spoken.hears.filter((heard) => familyOf(heard) === familyOf(type));
        return known.length === 0 || known.includes(type) ? [] : [`${service} says ${type}, ${other.service} knows ${known.join(', ')}`];
      }),
    ),
  );
  const name = 'contracts';
  if (missed.length === 0) return { name, state: 'ok', found: 'whoever hears an event knows the version in which it is said' };
  return {
    name,
    state: 'bad',
    found: missed.join('; '),
    todo: 'deploy the build of the service that hears; the keys it holds go on by themselves',
  };
}
