/** How a value looks when it comes back from the database: what is undefined is gone, say. */
import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';

const { BSON } = mongo;

export const storedAs = <T>(value: T): T => BSON.deserialize(BSON.serialize({ value }, { ignoreUndefined: true })).value as T;

/** Whether a value that was read is what this one would be read as. */
export const isStoredAs = (stored: unknown, value: unknown): boolean => isDeepStrictEqual(stored, storedAs(value));
