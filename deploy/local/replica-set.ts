/** Makes mongods the replica set rs0, at the ports where they stand now, and asks them how they are. */
import { mongo } from 'mongoose';

const notYetInitialized = 94;
/**
 * A new primary takes no writes until it has what the others have; for ever, by default, and of one that stands still it hears nothing for ten
 * seconds. What a majority has it has already when it is elected, and nobody was told of anything else.
 */
const settings = { catchUpTimeoutMillis: 2000 };

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

/** Configures what is not configured, and says whether it takes writes already; ask until it does. `hosts`: all members, itself first. */
export const isPrimary = (port: number, hosts: readonly string[]): Promise<boolean> =>
  asked(port, async (admin) => {
    await configure(admin, hosts);
    if ((await admin.command({ hello: 1 })).isWritablePrimary) return true;
    if (hosts.length > 1) await standForElection(admin);
    return false;
  });

/** Now, and not after ten seconds without a primary. Refused, while the others have not heard of the set. */
const standForElection = (admin: mongo.Db) => admin.command({ replSetStepUp: 1 }).catch(() => undefined);

/** Whether it answers, whatever its state. */
export const isServing = (port: number): Promise<boolean> => asked(port, async (admin) => (await admin.command({ hello: 1 })).ok === 1);

async function asked(port: number, ask: (admin: mongo.Db) => Promise<boolean>): Promise<boolean> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 1000,
    socketTimeoutMS: 10_000,
  });
  try {
    return await ask((await client.connect()).db('admin'));
  } catch (error) {
    if (error instanceof mongo.MongoServerSelectionError || error instanceof mongo.MongoNetworkError) return false;
    throw error;
  } finally {
    await client.close();
  }
}

/** A folder that is used again may have stood at another port. */
async function configure(admin: mongo.Db, hosts: readonly string[]): Promise<void> {
  const config = await currentConfig(admin);
  const members = hosts.map((host, _id) => ({ _id, host }));
  if (!config) await admin.command({ replSetInitiate: { _id: 'rs0', members, settings } });
  else if (config.members.some(({ host }, index) => host !== hosts[index]))
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
}

async function currentConfig(admin: mongo.Db): Promise<ReplicaSetConfig | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === notYetInitialized) return undefined;
    throw error;
  }
}
