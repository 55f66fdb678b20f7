/**
 * What one whole hire writes and says, recorded from the services themselves: the documents that must not be lost, and the messages that
 * their commits become. Heads, marks and leases are the framework's own and are left out. The floor replays it.
 */
import { type Commit, type OutgoingMessage, publishedEvents, toMessage } from '@rolecall/messaging';
import { mongo } from 'mongoose';
import { serviceNames } from '../deploy/local/system.ts';

export interface Document {
  readonly collection: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What is done at once in one service: its writes one by one, then its messages. */
export interface Step {
  readonly service: string;
  readonly documents: readonly Document[];
  readonly messages: readonly OutgoingMessage[];
  /** The step whose message it reacts to; of a person's step undefined. */
  readonly after: number | undefined;
}

const own = new Set(['heads', 'followers', 'answers', 'jobs']);

interface Written extends Document {
  readonly service: string;
}

/** Everything that the services write while `work` runs and in the second after it. */
export async function recorded(mongoUrl: string, databaseOf: (service: string) => string, work: () => Promise<void>): Promise<Step[]> {
  const client = await new mongo.MongoClient(mongoUrl).connect();
  const stream = client.watch([{ $match: { operationType: { $in: ['insert', 'update', 'replace'] } } }], { maxAwaitTimeMS: 200 });
  await stream.tryNext();
  const services = new Map(serviceNames.map((name) => [databaseOf(name), name]));
  const written: Written[] = [];
  const read = async () => {
    for (let change = await stream.tryNext(); change; change = await stream.tryNext()) {
      const { ns, fullDocument, updateDescription } = change as mongo.ChangeStreamUpdateDocument;
      const service = services.get(ns.db);
      const fields = fullDocument ?? updateDescription?.updatedFields ?? {};
      if (service && !own.has(ns.coll)) written.push({ service, collection: ns.coll, fields });
    }
  };
  await work();
  for (let quiet = 0, before = 0; quiet < 5; quiet = written.length === before ? quiet + 1 : 0) {
    before = written.length;
    await read();
  }
  await client.close();
  return stepsOf(written);
}

/** A commit ends a step; a copy is kept in reaction to the last message before it; whatever else belongs to the next commit of its service. */
function stepsOf(written: readonly Written[]): Step[] {
  const steps: Step[] = [];
  const emitter = new Map<string, number>();
  const open = new Map<string, Document[]>();
  for (const { service, collection, fields } of written) {
    const document = { collection, fields };
    if (collection.endsWith('-copies')) {
      const after = steps.findLastIndex(({ messages }) => messages.length > 0);
      steps.push({ service, documents: [document], messages: [], after });
      continue;
    }
    const documents = [...(open.get(service) ?? []), document];
    open.set(service, documents);
    if (collection !== 'commits') continue;
    const commit = fields as unknown as Commit;
    for (const { id } of commit.events) emitter.set(id, steps.length);
    const [, event = ''] = /^([^:]+):/.exec(commit.cause) ?? [];
    steps.push({ service, documents, messages: publishedEvents(commit, service, 1).map(toMessage), after: emitter.get(event) });
    open.set(service, []);
  }
  return steps;
}
