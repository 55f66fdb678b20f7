/** A disk runs full: the data of one server lies on a small one for a while. Needs root, for a file system is mounted. */
import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hurtable } from '../../../deploy/local/index.ts';
import { runTool } from '../../../deploy/local/tool.ts';
import {
  anyMoment,
  becomes,
  commanded,
  type Fault,
  inSync,
  now,
  primaryOf,
  replicated,
  type Struck,
  secondariesOf,
  type World,
  wait,
} from '../world.ts';

const fullForMs = 10_000;
/** What a server has left on its small disk, before it is filled. */
const roomMb = 300;

export type WithData = Hurtable & { readonly folder: string };

interface Restored {
  /** It is a whole copy again. */
  readonly again: () => Promise<void>;
  /** Before its disk is filled. */
  readonly ready?: () => Promise<void>;
}

/** On a disk of its own; that is full; has room again; and then where it was. */
async function runsFull(world: World, server: WithData, { again, ready }: Restored): Promise<Struck> {
  const { folder } = server;
  await onSmallDisk(server);
  try {
    await server.start();
    await again();
    await ready?.();
    await anyMoment(world);
    await fill(folder);
    const struck = now();
    await wait(world.long(fullForMs));
    await emptyAgain(server);
    await server.kill();
    await server.start();
    await again();
    return struck;
  } finally {
    await offSmallDisk(server);
    await server.start();
    await again();
  }
}

const asideOf = ({ folder }: WithData): string => `${folder}.aside`;

export async function onSmallDisk(server: WithData): Promise<void> {
  const { folder } = server;
  await server.kill('SIGTERM');
  await rename(folder, asideOf(server));
  await mkdir(folder);
  const used = Number((await runTool('du', ['-sm', asideOf(server)])).split('\t')[0]);
  try {
    await runTool('mount', ['-t', 'tmpfs', '-o', `size=${used + roomMb}m`, 'tmpfs', folder]);
  } catch (error) {
    await rmdir(folder);
    await rename(asideOf(server), folder);
    await server.start();
    throw new Error(`a small disk cannot be mounted, which root can: ${error}`);
  }
  await copy(asideOf(server), folder);
}

export async function offSmallDisk(server: WithData): Promise<void> {
  const { folder } = server;
  await server.kill('SIGTERM');
  await rm(join(folder, 'ballast'), { force: true });
  await rm(asideOf(server), { recursive: true });
  await mkdir(asideOf(server));
  await copy(folder, asideOf(server));
  await runTool('umount', [folder]);
  await rmdir(folder);
  await rename(asideOf(server), folder);
}

const copy = (from: string, to: string) => runTool('cp', ['-a', '--sparse=always', `${from}/.`, to], { withinMs: 180_000 });

export const emptyAgain = ({ folder }: WithData): Promise<void> => rm(join(folder, 'ballast'));

/** dd goes on until there is no room, and says so. */
export async function fill(folder: string): Promise<void> {
  const filled = await runTool('dd', ['if=/dev/zero', `of=${join(folder, 'ballast')}`, 'bs=64k', 'status=none'], {
    withinMs: 120_000,
  }).then(
    () => 'there was room',
    (error: Error) => error.message,
  );
  if (!filled.includes('No space left')) throw new Error(`the disk did not run full: ${filled}`);
}

const broker: Fault = {
  name: 'the disk of a broker full',
  cases: '36',
  strike: (world) => runsFull(world, world.random.one(world.cluster.brokers), { again: () => inSync(world) }),
};

const primary: Fault = {
  name: 'the disk of the primary full',
  cases: '36',
  strike: async (world) => {
    const member = await primaryOf(world);
    // It came back as a secondary: the others stand back until it leads again.
    const leads = () =>
      becomes('the member on the small disk leads', async () => {
        if ((await primaryOf(world)) === member) return true;
        for (const other of await secondariesOf(world)) if (other !== member) await commanded(other, { replSetFreeze: 30 });
        await commanded(await primaryOf(world), { replSetStepDown: 30, force: true }).catch(() => undefined);
        await replicated(world);
        return (await primaryOf(world)) === member;
      });
    return runsFull(world, member, { again: () => replicated(world), ready: leads });
  },
};

export const diskFaults: readonly Fault[] = [broker, primary];
