/** What happens to a process of ours: it dies, is told a wrong time, is replaced by a bad build, or keeps what it should let go. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFaketime } from '../../../deploy/local/find-faketime.ts';
import type { Service } from '../../../deploy/local/index.ts';
import { root } from '../../../deploy/local/root.ts';
import { patchedBuild } from '../../fault/next-build.ts';
import { becomes } from '../../fault/world.ts';
import type { Drill } from '../drill.ts';

const killed: Drill = {
  fault: 'a service killed',
  alert: 'ServiceDown',
  remedy: 'docker compose up --detach offer',
  done: 'its process started',
  strike: async ({ services: { offer } }) => {
    await offer.kill();
    return { cure: () => started(offer) };
  },
};

async function started(service: Service): Promise<void> {
  await service.start();
  await service.joined();
}

const aheadMinutes = 10;

const wrongClock: Drill = {
  fault: `a wrong clock: the machine of a service is ${aheadMinutes} minutes ahead`,
  alert: 'ClockWrong',
  remedy: 'chronyc makestep',
  done: 'its process started with the right time',
  strike: async ({ services: { interview } }) => {
    const LD_PRELOAD = await findFaketime(() => undefined);
    // What measures how long something takes is never set on any machine.
    interview.equip({ LD_PRELOAD, FAKETIME: `+${aheadMinutes}m`, FAKETIME_DONT_FAKE_MONOTONIC: '1', FAKETIME_NO_CACHE: '1' });
    await interview.kill('SIGTERM');
    await started(interview);
    return { cure: () => asItWas(interview) };
  },
};

/** With this build and its own environment, and started anew. */
export async function asItWas(service: Service): Promise<void> {
  service.equip({});
  service.moveTo(root);
  await service.kill('SIGTERM');
  await started(service);
}

const badDeploy: Drill = {
  fault: 'a bad deploy: a service refuses every command that has an Idempotency-Key',
  alert: 'CommandsRefused',
  remedy: 'The build before',
  done: 'its process started with the build before',
  strike: async ({ cluster: { folder }, services: { screening } }) => {
    const build = join(folder, 'bad-build');
    await patchedBuild(join(root, 'tests/drill/bad-build.patch'), build);
    await screening.kill('SIGTERM');
    screening.moveTo(build);
    await started(screening);
    return { cure: () => asItWas(screening) };
  },
};

const [heapMb, nearlyFull] = [256, 0.86];
/** Keeps much until the heap is nearly full, and then a little more every second. */
const leaking = `
  const kept = [];
  const isFull = () => process.memoryUsage().heapUsed > ${nearlyFull * heapMb * 1024 * 1024};
  setInterval(() => kept.push(Array.from({ length: isFull() ? 10_000 : 500_000 }, (_, n) => n + 0.5)), 500).unref();`;

const leak: Drill = {
  fault: 'a leak: a service keeps more and more, and has little memory left',
  alert: 'MemoryNearLimit',
  remedy: 'docker compose restart offer',
  done: 'its process started anew',
  strike: async ({ cluster: { folder }, services: { offer } }) => {
    const file = join(folder, 'leak.mjs');
    await writeFile(file, leaking);
    offer.equip({ NODE_OPTIONS: `--max-old-space-size=${heapMb} --import=${file}` });
    await offer.kill('SIGTERM');
    await started(offer);
    await becomes('its memory is nearly full', async () => (await fullness(offer)) > nearlyFull);
    return { cure: () => asItWas(offer) };
  },
};

/** How much of its heap a process has in use, by its own word. */
async function fullness({ operatorUrl }: Service): Promise<number> {
  const page = await (await fetch(`${operatorUrl}/metrics`)).text();
  const told = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(page)?.[1]);
  return told('nodejs_heap_size_used_bytes') / told('hiring_heap_limit_bytes');
}

export const serviceDrills: readonly Drill[] = [killed, wrongClock, badDeploy, leak];
