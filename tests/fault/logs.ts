/**
 * What our processes and Kafka wrote to their logs since the last look. Not what mongod wrote: of a slow write it logs the whole command,
 * and until the vault encrypts its fields that is what is personal.
 */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

export class Logs {
  private readonly folder: string;
  private readonly read = new Map<string, number>();

  /** `folder`: of the cluster. */
  constructor(folder: string) {
    this.folder = join(folder, 'logs');
  }

  since(): Map<string, string> {
    return new Map(
      readdirSync(this.folder)
        .filter((name) => !name.startsWith('mongo'))
        .map((name) => [name, this.rest(name)]),
    );
  }

  private rest(name: string): string {
    const path = join(this.folder, name);
    const [from, to] = [this.read.get(name) ?? 0, statSync(path).size];
    const text = Buffer.alloc(to - from);
    const file = openSync(path, 'r');
    readSync(file, text, 0, text.length, from);
    closeSync(file);
    this.read.set(name, to);
    return text.toString();
  }
}
