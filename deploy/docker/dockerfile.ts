/** Reads a Dockerfile and a .dockerignore: as much of them as deploy/docker/Dockerfile needs. What it does not know it refuses. */

/** Each instruction that is known, and the flags that it may have. */
const known: Readonly<Record<string, readonly string[]>> = {
  ...{ FROM: [], WORKDIR: [], ENV: [], COPY: ['from'], RUN: ['mount'], USER: [], EXPOSE: [] },
  ...{ HEALTHCHECK: ['interval', 'timeout', 'start-period', 'retries'], ENTRYPOINT: [], CMD: [] },
};

export interface Instruction {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  /** What follows the flags. */
  readonly text: string;
}

/** Lines that go on are one instruction; comments are left out, also those in between. */
export const readDockerfile = (file: string): Instruction[] =>
  file
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(instructionOf);

function instructionOf(line: string): Instruction {
  const [, name = '', flags = '', text = ''] = /^(\w+)\s+((?:--\S+\s+)*)(.*)$/.exec(line) ?? [];
  const allowed = known[name];
  if (!allowed) throw new Error(`no instruction that is known: ${line}`);
  const given = [...flags.matchAll(/--([\w-]+)=(\S+)/g)].map(([, flag = '', value = '']) => [flag, value] as const);
  const other = given.find(([flag]) => !allowed.includes(flag));
  if (other) throw new Error(`${name} with --${other[0]} is not known`);
  return { name, flags: Object.fromEntries(given), text: text.trim() };
}

/** The words of an instruction that has nothing to fill in. */
export function wordsOf({ name, text }: Instruction): string[] {
  if (/[$"'*?[\]\\]/.test(text)) throw new Error(`${name} with more than plain words is not known: ${text}`);
  return text.split(/\s+/);
}

/** `["node", "a.js"]`; the form that a shell reads is refused. */
export function listOf({ name, text }: Instruction): string[] {
  const [, list] = /^(?:CMD )?(\[.*\])$/.exec(text) ?? [];
  if (!list) throw new Error(`${name} without a list is not known: ${text}`);
  return JSON.parse(list);
}

/** Whether a path of the context stays out of the build: the last line that names it, or a folder of it, decides. */
export function ignoredBy(file: string): (path: string) => boolean {
  const lines = file.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const rules = lines.map((line) => ({ out: !line.startsWith('!'), names: patternOf(line.replace(/^!/, '').trim()) }));
  return (path) => rules.findLast(({ names }) => names.test(path))?.out ?? false;
}

function patternOf(glob: string): RegExp {
  const parts: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
  const pattern = glob.replace(/\*\*\/|\*\*|[*?]|[.+^${}()|[\]\\]/g, (part) => parts[part] ?? `\\${part}`);
  return new RegExp(`^${pattern}(?:/.*)?$`);
}
