/**
 * The spans of what is asked of MongoDB, as its caller sees it. Not as the driver does: what is read and written in groups runs in the context
 * of whoever came first. There is one only within a span that is recorded, so that what nobody follows leaves no lonely roots.
 */
import { attribute, type Call, inClientSpan } from '@rolecall/telemetry';
import type { DocumentCollection } from './ports.js';

/** Runs what it is given as one command on one collection. */
export type Operation = <T>(work: (call: Call) => Promise<T>) => Promise<T>;

export function operation(namespace: string, command: string, collection: string): Operation {
  const name = `${command} ${collection}`;
  const attributes = {
    [attribute.dbSystem]: 'mongodb',
    [attribute.dbNamespace]: namespace,
    [attribute.dbCollection]: collection,
    [attribute.dbOperation]: command,
  };
  return (work) => inClientSpan(name, attributes, work);
}

/** By what they are called in the driver and in the database. `bulkWrite` writes for many, who have spans of their own. */
const commands = {
  findOne: 'find',
  insertOne: 'insert',
  updateOne: 'update',
  updateMany: 'update',
  deleteOne: 'delete',
  deleteMany: 'delete',
  findOneAndUpdate: 'findAndModify',
  countDocuments: 'aggregate',
} as const;

export function inSpans(collection: DocumentCollection, namespace: string, name: string): DocumentCollection {
  const finding = operation(namespace, 'find', name);
  const find = (...asked: Parameters<DocumentCollection['find']>) => {
    const cursor = collection.find(...asked);
    const all = cursor.toArray.bind(cursor);
    return Object.assign(cursor, { toArray: () => finding(all) });
  };
  const traced = Object.entries(commands).map(([method, command]) => {
    const inOperation = operation(namespace, command, name);
    const call = collection[method as keyof typeof commands] as (...asked: unknown[]) => Promise<unknown>;
    return [method, { value: (...asked: unknown[]) => inOperation(() => call.apply(collection, asked)) }] as const;
  });
  return Object.create(collection, { ...Object.fromEntries(traced), find: { value: find } }) as DocumentCollection;
}
