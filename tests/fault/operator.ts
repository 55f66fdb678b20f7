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

/** Until nothing is dead any more. */
export async function discardPoison(world: World): Promise<void> {
  const rolecall = await commandLine(world);
  await becomes('an operator has discarded all poison', async () => {
    const dead: Dead[] = JSON.parse(await rolecall('list'));
    for (const { service, heldKeys, loose } of dead) {
      for (const { topic, key } of heldKeys) {
        const [first] = JSON.parse(await rolecall('show', `${service}/${topic}/${key}`)) as { partition: number; offset: string }[];
        if (first)
          await rolecall(
            'discard',
            `${service}/${topic}/${key}`,
            '--message',
            `${topic}#${first.partition}:${first.offset}`,
            '--reason',
            'planted',
          );
      }
      for (const { topic, partition, offset } of loose)
        await rolecall('discard', `${service}/${topic}#${partition}:${offset}`, '--reason', 'planted');
    }
    return dead.every(({ heldKeys, loose }) => heldKeys.length === 0 && loose.length === 0);
  });
}

async function commandLine({ cluster, random }: World): Promise<(...args: string[]) => Promise<string>> {
  const ROLECALL_TOKEN = await issueToken({ person: 'olga', org: operatorOrg, roles: ['operator'] }, cluster.secret);
  const addresses = Object.entries(cluster.services).map(([name, processes]) => `${name}=${random.one(processes).url}`);
  const env = { ROLECALL_TOKEN, ROLECALL_SERVICES: addresses.join(',') };
  return (...args) =>
    runTool(process.execPath, ['--no-warnings', 'apps/cli/dist/main.js', 'dead', ...args, '--json'], { cwd: root, env, withinMs: 60_000 });
}
