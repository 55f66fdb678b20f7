/** What happens to MongoDB: elections, a primary lost, frozen or cut off with writes that nobody else has, no majority, restarts. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningMember } from '../../../deploy/local/mongod-server.ts';
import { serviceNames } from '../../../deploy/local/system.ts';
import {
  afterElection,
  anyMoment,
  asked,
  becomes,
  commanded,
  elected,
  type Fault,
  now,
  primaryOf,
  replicated,
  type Struck,
  secondariesOf,
  type World,
  wait,
} from '../world.ts';

/** A primary that gives no sign is replaced after this. */
const pastElectionMs = 13_000;

/** Asked to, it hands over to one that has everything. */
const steppedDown: Fault = {
  name: 'the primary steps down',
  cases: '26',
  aim: afterElection,
  strike: async (world) => {
    const primary = await primaryOf(world);
    const others = await secondariesOf(world);
    await anyMoment(world);
    // By force it would go without waiting for another to have everything, and nobody would follow it for ten seconds.
    await commanded(primary, { replSetStepDown: 20, secondaryCatchUpPeriodSecs: 10 });
    await elected(world, others);
    const struck = now();
    await replicated(world);
    return struck;
  },
};

/** Away for longer than the others take to elect another. Gives when they had. */
async function away(
  world: World,
  leave: (primary: RunningMember) => unknown,
  comeBack: (primary: RunningMember) => unknown,
): Promise<Struck> {
  const primary = await primaryOf(world);
  const others = await secondariesOf(world);
  await anyMoment(world);
  await leave(primary);
  const longEnough = wait(world.long(pastElectionMs));
  await elected(world, others);
  const struck = now();
  await longEnough;
  await comeBack(primary);
  await replicated(world);
  return struck;
}

const killed: Fault = {
  name: 'the primary killed',
  cases: '26',
  aim: afterElection,
  strike: (world) =>
    away(
      world,
      (primary) => primary.kill(),
      (primary) => primary.start(),
    ),
};

/** It thinks that it is the primary until it wakes; meanwhile there is another. */
const frozen: Fault = {
  name: 'the primary frozen past an election, then thawed',
  cases: '26, 38',
  aim: afterElection,
  strike: (world) =>
    away(
      world,
      (primary) => primary.freeze(),
      (primary) => primary.thaw(),
    ),
};

/** Writes that only the primary has are rolled back when it comes again: nobody may have been told of them, and none may be in Kafka. */
const rolledBack: Fault = {
  name: 'a primary with writes of its own is lost, and they are rolled back',
  cases: '27',
  aim: afterElection,
  strike: async (world) => {
    const primary = await primaryOf(world);
    const others = await secondariesOf(world);
    await anyMoment(world);
    // Killed, for what is on its way to one that stands still reaches it when it wakes. For less than an election takes the primary goes
    // on taking writes, which no majority has.
    await Promise.all(others.map((other) => other.kill()));
    const own = await ownCommits(world, primary);
    await primary.kill();
    const filesBefore = filesOfRollbacks(primary);
    await Promise.all(others.map((other) => other.start()));
    await elected(world, others);
    const struck = now();
    await primary.start();
    // It comes as the secondary that it was, and only then sees that the others went another way. What was on its way to them when they
    // were killed they may have.
    await becomes(`some of the ${own.size} commits that the primary had alone are rolled back`, async () => {
      const kept = await commitsOf(world, primary);
      return [...own].some(([id, written]) => kept.get(id) !== written) && filesOfRollbacks(primary) > filesBefore;
    });
    await replicated(world);
    return struck;
  },
};

/** Those of its commits that no majority has, by their id. Resolves when there are some, and they are on its disk. */
async function ownCommits(world: World, primary: RunningMember): Promise<ReadonlyMap<string, string>> {
  let own: ReadonlyMap<string, string> = new Map();
  await becomes('the primary has commits that nobody else has', async () => {
    const shared = await commitsOf(world, primary, 'majority');
    own = new Map([...(await commitsOf(world, primary))].filter(([id, written]) => shared.get(id) !== written));
    return own.size > 0;
  });
  await commanded(primary, { fsync: 1 });
  return own;
}

/** Every commit of this load that the member has by itself, or that it knows a majority to have: when it was written, by its id. */
const commitsOf = ({ load: { org } }: World, member: RunningMember, level: 'local' | 'majority' = 'local'): Promise<Map<string, string>> =>
  asked(member, async (client) => {
    const ofOrg = { _id: { $gte: `${org}/`, $lt: `${org}0` } } as object;
    const found = serviceNames.map((name) =>
      client
        .db(`rolecall_${name}`)
        .collection('commits', { readConcern: { level } })
        .find(ofOrg, { projection: { ts: 1 } })
        .toArray(),
    );
    return new Map((await Promise.all(found)).flat().map(({ _id, ts }) => [String(_id), String(ts)]));
  });

/** What a member takes back it writes to files first. */
function filesOfRollbacks({ folder }: RunningMember): number {
  const written = join(folder, 'rollback');
  return existsSync(written) ? readdirSync(written, { recursive: true }).length : 0;
}

const noMajority: Fault = {
  name: 'two of three members killed',
  cases: '29',
  aim: afterElection,
  strike: async (world) => {
    const others = await secondariesOf(world);
    await anyMoment(world);
    await Promise.all(others.map((other) => other.kill()));
    await wait(world.long(pastElectionMs));
    await Promise.all(others.map((other) => other.start()));
    await primaryOf(world);
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
