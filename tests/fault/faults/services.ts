/** What happens to the processes of services: killed, frozen, restarted. */
import type { Service, ServiceName } from '../../../deploy/local/index.ts';
import { serviceNames } from '../../../deploy/local/system.ts';
import { afterKill, anyMoment, everyService, type Fault, now, type Struck, type World, wait } from '../world.ts';

/** Both the lease of a follower and the session of a consumer are over by then. */
const pastLeaseMs = 9000;
/** The longest of ours: a client without a sign of life is replaced after 60 s, and a handler has 30. */
const pastEverythingMs = 65_000;

/** One process of it dies; the other must take over what it had: its partitions, its relay, its timers. */
const oneKilled = (name: ServiceName): Fault => ({
  name: `${name}: one process killed`,
  cases: '1 to 4, 6, 9, 10',
  aim: afterKill,
  strike: async (world) => {
    const { random, cluster } = world;
    const service = random.one(cluster.services[name]);
    await anyMoment(world);
    await service.kill();
    const struck = now();
    await wait(random.between(0, 8000));
    await service.start();
    return struck;
  },
});

/** Nobody is left of it for a while. */
const allKilled: Fault = {
  name: 'a whole service killed',
  cases: '2, 6, 20',
  aim: { ...afterKill, from: 'its start' },
  strike: async (world) => {
    const { random, cluster } = world;
    const service = cluster.services[random.one(serviceNames)];
    await anyMoment(world);
    await Promise.all(service.map((each) => each.kill()));
    await wait(random.between(0, 3000));
    await Promise.all(service.map((each) => each.start()));
    return now();
  },
};

/** Killed again as soon as it is up, several times. */
const killedAgain: Fault = {
  name: 'a process killed again and again',
  cases: '3, 6, 21',
  aim: { ...afterKill, from: 'the last kill' },
  strike: async (world) => {
    const service = world.random.one(everyService(world));
    let struck = now();
    for (let times = 0; times < 3; times += 1) {
      await anyMoment(world);
      await service.kill();
      struck = now();
      await service.start();
    }
    return struck;
  },
};

/** It stands still past its lease and its session; another takes over; then it wakes and must harm nobody. */
async function stoodStill(world: World, forMs: number): Promise<Struck> {
  const service = world.random.one(everyService(world));
  await anyMoment(world);
  service.freeze();
  const struck = now();
  await wait(world.long(forMs));
  service.thaw();
  return struck;
}

const frozen: Fault = {
  name: 'a process frozen past lease and session, then thawed',
  cases: '5, 42',
  strike: (world) => stoodStill(world, pastLeaseMs),
};

/** When it wakes, every clock of its own says that all is over: handlers, requests, its client, its watch over that. */
const frozenLong: Fault = {
  name: 'a process frozen past every time-out, then thawed',
  cases: '5, 42, 56',
  strike: (world) => stoodStill(world, pastEverythingMs),
};

/** One process after the other says goodbye and comes again, as in a deployment. */
const deployed: Fault = {
  name: 'rolling restart of every service',
  cases: '13, 62',
  strike: async (world) => {
    for (const service of everyService(world)) await restarted(service);
    return now();
  },
};

export async function restarted(service: Service): Promise<void> {
  await service.kill('SIGTERM');
  await service.start();
  await service.joined();
}

/** A service with one process more, then without it: its partitions move twice. */
const shrunk: Fault = {
  name: 'every service down to one process and back',
  cases: '21',
  strike: async (world: World) => {
    const firsts = serviceNames.map((name) => world.random.one(world.cluster.services[name]));
    await Promise.all(firsts.map((each) => each.kill('SIGTERM')));
    const struck = now();
    await wait(world.random.between(1000, 4000));
    await Promise.all(firsts.map((each) => each.start()));
    return struck;
  },
};

export const serviceFaults: readonly Fault[] = [
  ...serviceNames.map(oneKilled),
  allKilled,
  killedAgain,
  frozen,
  frozenLong,
  deployed,
  shrunk,
];
