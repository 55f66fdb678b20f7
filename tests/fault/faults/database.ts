/** What happens to MongoDB: elections, a primary lost, frozen or cut off with writes that nobody else has, no majority, restarts. */
import { anyMoment, commanded, type Fault, now, primaryOf, replicated, secondariesOf, type World, wait } from '../world.ts';

/** A primary that gives no sign is replaced after this. */
const pastElectionMs = 13_000;

const steppedDown: Fault = {
  name: 'the primary steps down',
  cases: '26',
  strike: async (world) => {
    const primary = await primaryOf(world);
    await anyMoment(world);
    await commanded(primary, { replSetStepDown: 20, secondaryCatchUpPeriodSecs: 5, force: true }).catch(() => undefined);
    const struck = now();
    await replicated(world);
    return struck;
  },
};

const killed: Fault = {
  name: 'the primary killed',
  cases: '26',
  strike: async (world) => {
    const primary = await primaryOf(world);
    await anyMoment(world);
    await primary.kill();
    const struck = now();
    await wait(world.long(pastElectionMs));
    await primary.start();
    await replicated(world);
    return struck;
  },
};

/** It thinks that it is the primary until it wakes; meanwhile there is another. */
const frozen: Fault = {
  name: 'the primary frozen past an election, then thawed',
  cases: '26, 38',
  strike: async (world) => {
    const primary = await primaryOf(world);
    await anyMoment(world);
    primary.freeze();
    const struck = now();
    await wait(world.long(pastElectionMs));
    primary.thaw();
    await replicated(world);
    return struck;
  },
};

/** Writes that only the primary has are rolled back when it comes again: nobody may have been told of them, and none may be in Kafka. */
const rolledBack: Fault = {
  name: 'a primary with writes of its own is lost, and they are rolled back',
  cases: '27',
  strike: async (world) => {
    const primary = await primaryOf(world);
    const others = await secondariesOf(world);
    await anyMoment(world);
    for (const other of others) other.freeze();
    // Less than an election takes: it goes on taking writes, which no majority has.
    await wait(4000);
    await primary.kill();
    for (const other of others) other.thaw();
    const struck = now();
    await primaryOf({ ...world, cluster: { ...world.cluster, members: others } });
    await primary.start();
    await replicated(world);
    return struck;
  },
};

const noMajority: Fault = {
  name: 'two of three members killed',
  cases: '29',
  strike: async (world) => {
    const others = await secondariesOf(world);
    await anyMoment(world);
    await Promise.all(others.map((other) => other.kill()));
    await wait(world.long(pastElectionMs));
    await Promise.all(others.map((other) => other.start()));
    const struck = now();
    await replicated(world);
    return struck;
  },
};

const rolling: Fault = {
  name: 'rolling restart of the replica set',
  cases: '26',
  strike: async (world) => {
    await membersRestarted(world);
    return now();
  },
};

export async function membersRestarted(world: World): Promise<void> {
  const primary = await primaryOf(world);
  for (const member of [...(await secondariesOf(world)), primary]) {
    await member.kill('SIGTERM');
    await member.start();
    await replicated(world);
  }
}

export const databaseFaults: readonly Fault[] = [steppedDown, killed, frozen, rolledBack, noMajority, rolling];
