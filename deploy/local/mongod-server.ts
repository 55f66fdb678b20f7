/** Runs a mongod: a replica set of one member, small. */
import { join } from 'node:path';
import { Child } from './child.ts';
import { findMongod } from './find-mongod.ts';
import { freePort } from './ports.ts';
import type { Premises } from './premises.ts';
import { isPrimary } from './replica-set.ts';

const upWithinMs = 60_000;

export interface RunningServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** Resolves when it takes writes. `address`: a URL without a database. */
export async function startMongod(premises: Premises, say: (line: string) => void): Promise<RunningServer> {
  const command = await findMongod(say);
  const since = performance.now();
  const port = await freePort();
  const log = join(await premises.room('logs'), 'mongod.log');
  const child = new Child({ name: 'mongod', command, args: argsOf(port, await premises.room('mongo')), log }, premises.guard);
  await child.until(() => isPrimary(port), upWithinMs);
  say(`MongoDB at 127.0.0.1:${port} (${((performance.now() - since) / 1000).toFixed(1)} s)`);
  return { address: `mongodb://127.0.0.1:${port}/?replicaSet=rs0`, stop: () => child.stop(premises.kept ? 'SIGTERM' : 'SIGKILL') };
}

function argsOf(port: number, dbpath: string): string[] {
  const settings = {
    replSet: 'rs0',
    port,
    bind_ip: '127.0.0.1',
    dbpath,
    wiredTigerCacheSizeGB: 0.25,
    oplogSize: 256,
    setParameter: 'diagnosticDataCollectionEnabled=false',
  };
  return [...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]), '--nounixsocket', '--quiet'];
}
