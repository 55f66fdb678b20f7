/** Where servers live: a folder for their data, kept or thrown away, and the guard that ends them. */
import { mkdtempSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Guard } from './guard.ts';
import { becomesTrue, isAlive } from './processes.ts';

/** What persistent servers get to write their data down when this process was killed. */
const graceMs = 10_000;
const lockWaitMs = 20_000;

/** Another process uses the folder. */
export class InUse extends Error {
  override readonly name = 'InUse';
}

export class Premises {
  readonly folder: string;
  readonly guard: Guard;
  /** The folder stays when everything has ended. */
  readonly kept: boolean;

  private constructor(folder: string, kept: boolean) {
    this.folder = folder;
    this.kept = kept;
    this.guard = new Guard(kept ? graceMs : 0);
  }

  /** In a folder that is kept and that one process at a time may use (throws InUse), or in a new one that goes at the end. */
  static async open(dataDir?: string): Promise<Premises> {
    if (!dataDir) {
      const premises = new Premises(mkdtempSync(join(tmpdir(), 'rolecall-')), false);
      premises.guard.order({ remove: premises.folder });
      return premises;
    }
    const folder = resolve(dataDir);
    await mkdir(folder, { recursive: true });
    const premises = new Premises(folder, true);
    try {
      await lock(folder, premises.guard.pid);
    } catch (error) {
      await premises.close();
      throw error;
    }
    premises.guard.order({ remove: lockOf(folder) });
    return premises;
  }

  /** A folder inside, made when it is missing. */
  async room(name: string): Promise<string> {
    const folder = join(this.folder, name);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Ends what still runs. */
  close(): Promise<void> {
    return this.guard.end();
  }
}

const lockOf = (folder: string): string => join(folder, 'lock');

/** The lock names its owner and the owner's keeper, which stays until the last server has ended. */
async function lock(folder: string, keeper: number): Promise<void> {
  const file = lockOf(folder);
  const take = () =>
    writeFile(file, `${process.pid} ${keeper}`, { flag: 'wx' }).then(
      () => true,
      () => false,
    );
  const taken = await becomesTrue(async () => {
    if (await take()) return true;
    const [owner = 0, watcher = 0] = (await readFile(file, 'utf8').catch(() => '')).split(' ').map(Number);
    if (!watcher || !isAlive(watcher)) await rm(file, { force: true });
    else if (owner && isAlive(owner)) throw new InUse(`${folder} is in use by process ${owner}`);
    return false;
  }, lockWaitMs);
  if (!taken) throw new InUse(`${folder} is still in use by what process ${await readFile(file, 'utf8')} left behind`);
}
