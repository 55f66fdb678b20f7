/** The keys of a local system: made once for each data folder, for stored hashes and issued tokens rest on them. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Secrets {
  readonly AUTH_TOKEN_SECRET: string;
  readonly VAULT_HASH_KEY: string;
}

/** Those of the folder; new ones when it has none. Throws when its file cannot be read as what it is. */
export async function secretsOf(folder: string): Promise<Secrets> {
  const file = join(folder, 'secrets.json');
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (known !== undefined) return JSON.parse(known) as Secrets;
  const secret = () => randomBytes(32).toString('base64url');
  const secrets: Secrets = { AUTH_TOKEN_SECRET: secret(), VAULT_HASH_KEY: secret() };
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
