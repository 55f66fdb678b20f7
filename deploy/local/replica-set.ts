/** Makes a mongod the only member of the replica set rs0, at the port where it stands now. */
import { mongo } from 'mongoose';

const notYetInitialized = 94;

interface ReplicaSetConfig {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

/** Configures what is not configured, and says whether it takes writes already; ask until it does. */
export async function isPrimary(port: number): Promise<boolean> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 1000 });
  try {
    const admin = (await client.connect()).db('admin');
    await configure(admin, `127.0.0.1:${port}`);
    return (await admin.command({ hello: 1 })).isWritablePrimary === true;
  } catch (error) {
    if (error instanceof mongo.MongoServerSelectionError || error instanceof mongo.MongoNetworkError) return false;
    throw error;
  } finally {
    await client.close();
  }
}

/** A folder that is used again may have stood at another port. */
async function configure(admin: mongo.Db, host: string): Promise<void> {
  const config = await currentConfig(admin);
  const members = [{ _id: 0, host }];
  if (!config) await admin.command({ replSetInitiate: { _id: 'rs0', members } });
  else if (config.members[0]?.host !== host)
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
