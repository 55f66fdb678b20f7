/** The collections every service has: commits, heads, followers, answers. Mongoose keeps their shape and indexes. */
import { type Connection, type Model, Schema } from 'mongoose';
import { answersKeptSeconds } from '../answers.js';
import type { Commit } from '../commit.js';
import type { Head } from '../ports.js';
import type { MadeIndexes } from './made-indexes.js';

/** A follower's lease and mark in one document, so that the mark cannot be saved without the lease. */
export interface FollowerDocument {
  readonly _id: string;
  readonly owner: string;
  readonly epoch: number;
  readonly expiresAt: Date;
  readonly token?: unknown;
}

const mixed = Schema.Types.Mixed;
const options = { versionKey: false, strict: 'throw', autoIndex: false, autoCreate: false, minimize: false } as const;

const commitSchema = new Schema(
  {
    _id: String,
    stream: { type: String, required: true },
    version: { type: Number, required: true },
    cause: { type: String, required: true },
    asked: String,
    events: { type: [mixed], required: true },
    refused: String,
    at: { type: String, required: true },
    ts: mixed,
    actor: { type: mixed, required: true },
    correlationId: { type: String, required: true },
    traceparent: String,
    restored: String,
  },
  { ...options, collection: 'commits' },
);
commitSchema.index({ stream: 1, cause: 1 }, { unique: true });
commitSchema.index({ correlationId: 1 });

const headSchema = new Schema(
  {
    ...{ _id: String, version: Number, sequence: Number, state: mixed, stateVersion: Number },
    ...{ at: String, traceparent: String, dueAt: Date, published: Number, broken: mixed },
  },
  { ...options, collection: 'heads' },
);
headSchema.index({ dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
headSchema.index({ 'broken.at': 1 }, { partialFilterExpression: { 'broken.at': { $exists: true } } });

const followerSchema = new Schema(
  { _id: String, owner: String, epoch: Number, expiresAt: Date, token: mixed },
  { ...options, collection: 'followers' },
);

const answerSchema = new Schema(
  { _id: String, code: String, details: mixed, asked: String, at: Date },
  { ...options, collection: 'answers' },
);
answerSchema.index({ at: 1 }, { expireAfterSeconds: answersKeptSeconds });

export interface Models {
  readonly commits: Model<Commit>;
  readonly heads: Model<Head>;
  readonly followers: Model<FollowerDocument>;
  readonly answers: Model<unknown>;
}

/** Binds the models to one connection and creates collections and indexes that are not there. */
export async function openModels(connection: Connection, made: MadeIndexes): Promise<Models> {
  const models = {
    commits: connection.model('commit', commitSchema) as unknown as Model<Commit>,
    heads: connection.model('head', headSchema) as unknown as Model<Head>,
    followers: connection.model('follower', followerSchema) as unknown as Model<FollowerDocument>,
    answers: connection.model('answer', answerSchema) as unknown as Model<unknown>,
  };
  for (const model of Object.values(models) as unknown as Model<unknown>[]) {
    await model.createCollection();
    await model.createIndexes();
    for (const [key, options] of model.schema.indexes()) made.note(model.collection.collectionName, key, options as object);
  }
  return models;
}
