/**
 * A deployment of the next build, in which an event has its next version; its rollback; and the deployment again, under load: for a while
 * processes of both builds run side by side, in one group and on one history, old consumers hear new producers and new ones old.
 */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceName } from '../../../deploy/local/index.ts';
import { root } from '../../../deploy/local/root.ts';
import { serviceNames } from '../../../deploy/local/system.ts';
import { nextBuild, nextVersion, previousOf } from '../next-build.ts';
import { becomes, type Fault, now, type World } from '../world.ts';
import { restarted } from './services.ts';

/** Who makes the event, and who reacts to it. */
const [owner, reader] = ['offer', 'requisition'] as const;

export const upgraded: Fault = {
  name: 'rolled forward to the next build, back, and forward again',
  cases: '57, 62, 63',
  strike: async (world) => {
    const folder = join(world.cluster.folder, 'next-build');
    if (existsSync(folder)) await deployed(world, root, owner, reader);
    else await built(folder);
    const newer = await nextVersion();
    // The wrong order: what the new producers say waits, by key, for a consumer that knows it.
    await deployed(world, folder, owner);
    await said(world, newer);
    await becomes(`${reader} waits with ${newer}`, async () => (await waiting(world)) > 0);
    await deployed(world, folder, reader);
    await becomes(`${reader} has released what waited for its build`, async () => (await waiting(world)) === 0);
    // Back, producers first: what is said by old ones is heard by new ones. What new ones said stays in their histories.
    await deployed(world, root, owner);
    await said(world, previousOf(newer));
    await deployed(world, root, reader);
    await oneIsHired(world);
    // Consumers first, as it should be.
    await deployed(world, folder, reader, owner, ...serviceNames.filter((name) => name !== reader && name !== owner));
    await said(world, newer);
    return now();
  },
};

async function built(folder: string): Promise<void> {
  await nextBuild(`${folder}.partial`);
  await rename(`${folder}.partial`, folder);
}

/** One process after the other. */
async function deployed({ cluster }: World, folder: string, ...names: ServiceName[]): Promise<void> {
  for (const service of names.flatMap((name) => cluster.services[name])) {
    service.moveTo(folder);
    await restarted(service);
  }
}

/** Once more from now on, in this version. */
async function said({ topics, load }: World, version: string): Promise<void> {
  const count = () => topics.of(load.org).filter(({ type }) => type === version).length;
  const before = count();
  await becomes(`somebody says ${version}`, async () => count() > before);
}

const waiting = ({ histories }: World): Promise<number> => histories.database(reader).collection('dead-letters').countDocuments();

async function oneIsHired({ load }: World): Promise<void> {
  const count = () => load.ended().filter(({ ending }) => ending === 'hired').length;
  const before = count();
  await becomes('one more is hired', async () => count() > before);
}
