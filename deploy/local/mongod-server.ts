/** Runs a MongoDB: a replica set of one member or of several, small. */
import { join } from 'node:path';
import { findMongod } from './find-mongod.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { freePort } from './ports.ts';
import type { Premises } from './premises.ts';
import { becomesTrue } from './processes.ts';
import { isPrimary, isServing } from './replica-set.ts';

type Say = (line: string) => void;

const primaryWithinMs = 60_000;
/** One that was killed first goes through its journal; one that stops hands over and writes everything down. */
const patience = { upWithinMs: 180_000, stopWithinMs: 60_000 };

export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

export interface RunningMember extends HurtableProcess {
  readonly port: number;
  /** Where the others and the clients reach it: itself, or a proxy. */
  readonly host: string;
  /** Where its data lies. */
  readonly folder: string;
}

/** Resolves when it takes writes. `address`: a URL without a database. */
export async function startMongod(premises: Premises, say: Say): Promise<RunningServer> {
  const command = await findMongod(say);
  const since = performance.now();
  const port = await freePort();
  const isUp = () => isPrimary(port, [`127.0.0.1:${port}`]);
  const member = await memberOf(premises, command, { name: 'mongod', room: 'mongo', port, isUp });
  await member.start();
  say(`MongoDB at 127.0.0.1:${port} (${seconds(since)} s)`);
  return { address: urlOf([`127.0.0.1:${port}`]), stop: () => member.kill(premises.kept ? 'SIGTERM' : 'SIGKILL') };
}

/** One member for each port at which it is to be reached (a proxy in front of it), or its own. Resolves when they have a primary. */
export async function startReplicaSet(
  premises: Premises,
  places: readonly { readonly port: number; readonly host: string }[],
  say: Say,
): Promise<RunningMember[]> {
  const command = await findMongod(say);
  const since = performance.now();
  const members = await Promise.all(
    places.map(async ({ port, host }, index) => {
      const name = `mongo-${index + 1}`;
      const member = await memberOf(premises, command, { name, room: name, port, isUp: () => isServing(port) });
      return Object.assign(member, { host });
    }),
  );
  await Promise.all(members.map((member) => member.start()));
  const hosts = members.map(({ host }) => host);
  const [first] = members as [RunningMember, ...RunningMember[]];
  // The one that is told of the set stands for election at once.
  if (!(await becomesTrue(() => isPrimary(first.port, hosts), primaryWithinMs, 200)))
    throw new Error(`the replica set has no primary after ${primaryWithinMs / 1000} s`);
  say(`MongoDB: a replica set of ${members.length} members (${seconds(since)} s)`);
  return members;
}

/** A URL without a database. */
export const urlOf = (hosts: readonly string[]): string => `mongodb://${hosts.join(',')}/?replicaSet=rs0`;

interface MemberSettings {
  readonly name: string;
  readonly room: string;
  readonly port: number;
  readonly isUp: () => Promise<boolean>;
}

async function memberOf(premises: Premises, command: string, { name, room, port, isUp }: MemberSettings) {
  const folder = await premises.room(room);
  const log = join(await premises.room('logs'), `${name}.log`);
  const member = new HurtableProcess({ name, command, args: argsOf(port, folder), log, isUp, ...patience }, premises.guard);
  return Object.assign(member, { port, folder });
}

function argsOf(port: number, dbpath: string): string[] {
  const settings = {
    replSet: 'rs0',
    port,
    bind_ip: '127.0.0.1',
    dbpath,
    wiredTigerCacheSizeGB: 0.25,
    oplogSize: 256,
  };
  // Asked to stop, it would otherwise go on answering for 15 seconds.
  const parameters = ['diagnosticDataCollectionEnabled=false', 'shutdownTimeoutMillisForSignaledShutdown=1000'];
  return [
    ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ...parameters.flatMap((parameter) => ['--setParameter', parameter]),
    ...['--nounixsocket', '--quiet'],
  ];
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);
