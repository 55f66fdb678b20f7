/** An operator at the command line, as the runbook says: looks at what is dead, and discards what the test planted. */
import { issueToken, operatorOrg } from '@rolecall/edge';
import { root } from '../../deploy/local/root.ts';
import { runTool } from '../../deploy/local/tool.ts';
import { becomes, type World } from './world.ts';

interface Dead {
  readonly service: string;
  readonly heldKeys: readonly { readonly topic: string; readonly key: string }[];
  readonly loose: readonly { readonly topic: string; readonly partition: number; readonly offset: string }[];
}

type Planted = Pick<World, 'cluster' | 'random' | 'planted'>;

/**
 * Until each message at these places has been dead and nothing is any more. Gives the places of all that were. A key whose first message is
 * not planted only waits, and is released. Throws when one of them never became dead.
 */
export async function discardPoison(world: Planted, deadly: readonly string[]): Promise<ReadonlySet<string>> {
  const rolecall = await commandLine(world);
  const died = new Set<string>();
  const missing = () => deadly.filter((place) => !died.has(place));
  const what = () => `an operator has discarded all poison (of ${deadly.length} never dead: ${missing().join(', ') || 'none'})`;
  await becomes(what, async () => {
    const dead: Dead[] = JSON.parse(await rolecall('list'));
    for (const { service, heldKeys, loose } of dead) {
      for (const { topic, key } of heldKeys) {
        const address = `${service}/${topic}/${key}`;
        const [first] = JSON.parse(await rolecall('show', address)) as { partition: number; offset: string }[];
        const place = `${topic}#${first?.partition}:${first?.offset}`;
        if (!world.planted.has(place)) await rolecall('release', address);
        else {
          died.add(place);
          await rolecall('discard', address, '--message', place, '--reason', 'planted');
        }
      }
      for (const { topic, partition, offset } of loose) {
        const place = `${topic}#${partition}:${offset}`;
        died.add(place);
        await rolecall('discard', `${service}/${place}`, '--reason', 'planted');
      }
    }
    return missing().length === 0 && dead.every(({ heldKeys, loose }) => heldKeys.length === 0 && loose.length === 0);
  });
  return died;
}

async function commandLine({ cluster, random }: Planted): Promise<(...args: string[]) => Promise<string>> {
  const ROLECALL_TOKEN = await issueToken({ person: 'olga', org: operatorOrg, roles: ['operator'] }, cluster.secret);
  const addresses = Object.entries(cluster.services).map(([name, processes]) => `${name}=${random.one(processes).url}`);
  const env = { ROLECALL_TOKEN, ROLECALL_SERVICES: addresses.join(',') };
  return (...args) =>
    runTool(process.execPath, ['--no-warnings', 'apps/cli/dist/main.js', 'dead', ...args, '--json'], { cwd: root, env, withinMs: 60_000 });
}
