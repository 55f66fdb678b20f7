/**
 * Plays a Dockerfile without Docker: each stage is a folder, which stands for its WORKDIR in paths, in RUN and in ENV. What an image
 * brings is this machine's: its system, its npm, and the Node 24 of node_modules. Users, ports and limits are not played.
 */
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { basename, delimiter, join, relative } from 'node:path';
import { root } from '../local/root.ts';
import { runTool } from '../local/tool.ts';
import { type Instruction, ignoredBy, listOf, readDockerfile, wordsOf } from './dockerfile.ts';

const runWithinMs = 10 * 60_000;

/** A stage; the last is the image. */
export interface Stage {
  readonly name: string;
  readonly folder: string;
  workdir: string;
  env: Record<string, string>;
  entrypoint: string[];
  command: string[];
  healthcheck: string[];
}

export interface Play {
  readonly dockerfile: string;
  readonly dockerignore: string;
  /** What COPY takes files from. */
  readonly context: string;
  /** Where the stages are made: an empty folder. */
  readonly into: string;
}

export async function play({ dockerfile, dockerignore, context, into }: Play): Promise<Stage> {
  const ignored = ignoredBy(dockerignore);
  const stages: Stage[] = [];
  for (const instruction of readDockerfile(dockerfile)) {
    if (instruction.name === 'FROM') stages.push(begun(instruction, join(into, String(stages.length))));
    const stage = stages.at(-1);
    if (!stage) throw new Error('a Dockerfile begins with FROM');
    if (instruction.name === 'RUN') await run(instruction, stage, into);
    else if (instruction.name === 'COPY' && instruction.flags.from) copyFromStage(instruction, stage, stages);
    else if (instruction.name === 'COPY') copyFromContext(instruction, stage, context, ignored);
    else set(instruction, stage);
  }
  return stages.at(-1)!;
}

function begun(from: Instruction, folder: string): Stage {
  const [image = '', , name = ''] = wordsOf(from);
  if (!image.startsWith('node:24.')) throw new Error(`an image other than Node 24 is not known: ${image}`);
  mkdirSync(folder);
  return { name, folder, workdir: '/', env: {}, entrypoint: [], command: [], healthcheck: [] };
}

function set(instruction: Instruction, stage: Stage): void {
  const { name } = instruction;
  if (name === 'WORKDIR' && stage.workdir !== '/') throw new Error('a second WORKDIR is not known');
  if (name === 'WORKDIR') [stage.workdir = '/'] = wordsOf(instruction);
  if (name === 'ENV') for (const word of wordsOf(instruction)) stage.env[word.split('=', 1)[0]!] = word.slice(word.indexOf('=') + 1);
  if (name === 'ENTRYPOINT') stage.entrypoint = listOf(instruction);
  if (name === 'CMD') stage.command = listOf(instruction);
  if (name === 'HEALTHCHECK') stage.healthcheck = listOf(instruction);
}

/** Where a path of a stage is on this machine. */
function placeIn({ folder, workdir }: Stage, path: string): string {
  if (!path.startsWith('/')) return join(folder, path);
  if (path !== workdir && !path.startsWith(`${workdir}/`)) throw new Error(`a path beside the WORKDIR is not known: ${path}`);
  return join(folder, path.slice(workdir.length));
}

function copyFromStage(instruction: Instruction, stage: Stage, stages: readonly Stage[]): void {
  const from = stages.find(({ name }) => name === instruction.flags.from);
  if (!from) throw new Error(`no stage before is named ${instruction.flags.from}`);
  const paths = wordsOf(instruction);
  const to = paths.pop()!;
  for (const path of paths) copy(placeIn(from, path), placeIn(stage, to));
}

function copyFromContext(instruction: Instruction, stage: Stage, context: string, ignored: (path: string) => boolean): void {
  const paths = wordsOf(instruction);
  const to = paths.pop()!;
  for (const path of paths) {
    if (ignored(path)) throw new Error(`COPY of what .dockerignore keeps out: ${path}`);
    copy(join(context, path), placeIn(stage, to), (each) => !ignored(relative(context, each)));
  }
}

/** A folder gives what is in it; a file goes into a target that ends with a slash. Links stay links. */
function copy(from: string, to: string, filter: (path: string) => boolean = () => true): void {
  const into = to.endsWith('/') && !statSync(from).isDirectory() ? join(to, basename(from)) : to;
  cpSync(from, into, { recursive: true, verbatimSymlinks: true, filter });
}

async function run({ text }: Instruction, stage: Stage, into: string): Promise<void> {
  if (stage.workdir === '/') throw new Error('RUN before WORKDIR is not known');
  const here = text.replaceAll(stage.workdir, stage.folder);
  await runAlone({ ...ofTheMachine(), TMPDIR: into, ...environmentOf(stage) }, ['sh', '-c', here], {
    cwd: stage.folder,
    withinMs: runWithinMs,
  });
}

/** Gives what it prints. It has this environment, and nothing of the test's own. Throws with its words. */
export function runAlone(
  env: Record<string, string>,
  command: readonly string[],
  how: { cwd: string; withinMs?: number },
): Promise<string> {
  const set = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return runTool('env', ['-i', ...set, ...command], how);
}

/** What a process of this stage has: its ENV, and Node first in the PATH. */
export function environmentOf({ env, workdir, folder }: Stage): Record<string, string> {
  // None of the project's own tools, which `npm run` puts there.
  const machine = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.startsWith(root));
  const own = Object.entries(env).map(([name, value]) => [name, value.replaceAll(workdir, folder)]);
  return { PATH: [join(root, 'node_modules/node/bin'), ...machine].join(delimiter), ...Object.fromEntries(own) };
}

/** How this machine reaches the registry. */
function ofTheMachine(): Record<string, string> {
  const kept = /^(HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|\w+_proxy|npm_config_(?!local_prefix$)\w+)$/i;
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (kept.test(name) && value ? [[name, value]] : [])));
}
