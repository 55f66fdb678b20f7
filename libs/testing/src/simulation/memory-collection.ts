/** As much of a MongoDB collection as copies and the vault use. An operator that it does not know is an error, never ignored. */

type Fields = Record<string, unknown>;
type Document = Fields & { _id: string };

/** Equality by dotted path, and `$in`, `$gte`, `$gt`, `$lt`, `$exists`. */
export function matches(document: Fields, where: Fields): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const value = path.split('.').reduce<unknown>((part, name) => (part as Fields | undefined)?.[name], document);
    if (typeof wanted !== 'object' || wanted === null) return value === wanted;
    return Object.entries(wanted).every(([operator, operand]) => compare(operator, value, operand));
  });
}

function compare(operator: string, value: unknown, operand: unknown): boolean {
  switch (operator) {
    case '$in':
      return (operand as unknown[]).includes(value);
    case '$gte':
      return String(value) >= String(operand);
    case '$gt':
      return String(value) > String(operand);
    case '$lt':
      return value !== undefined && String(value) < String(operand);
    case '$exists':
      return (value !== undefined) === operand;
    default:
      throw new Error(`the simulation knows no ${operator}`);
  }
}

export class MemoryCollection {
  private readonly documents = new Map<string, Document>();

  async findOne(where: Fields): Promise<Document | null> {
    return this.all(where)[0] ?? null;
  }

  /** Sorted by id, whatever order is asked for. */
  find(where: Fields, { limit }: { limit?: number } = {}): { toArray(): Promise<Document[]> } {
    const sorted = () => this.all(where).sort((a, b) => (a._id < b._id ? -1 : 1));
    return { toArray: async () => sorted().slice(0, limit) };
  }

  async insertOne(document: Document): Promise<void> {
    if (this.documents.has(document._id)) throw Object.assign(new Error('duplicate key'), { code: 11_000 });
    this.documents.set(document._id, structuredClone(document));
  }

  async updateOne(where: Fields, update: Record<string, Fields>, { upsert = false } = {}): Promise<{ matchedCount: number }> {
    const [found] = this.all(where);
    if (!found && !upsert) return { matchedCount: 0 };
    const next = found ?? ({ _id: String(where._id) } as Document);
    for (const [operator, fields] of Object.entries(update)) {
      if (operator !== '$set' && operator !== '$setOnInsert') throw new Error(`the simulation knows no ${operator}`);
      if (operator === '$set' || !found) Object.assign(next, structuredClone(fields));
    }
    this.documents.set(next._id, next);
    return { matchedCount: found ? 1 : 0 };
  }

  /** Of upserts alone, of which all that can go wrong is the id of what does not match. */
  async bulkWrite(operations: readonly { updateOne: { filter: Document; update: Record<string, Fields>; upsert: true } }[]): Promise<void> {
    const writeErrors: { code: number; index: number }[] = [];
    for (const [index, { updateOne }] of operations.entries()) {
      const { filter, update, upsert } = updateOne;
      if (!upsert) throw new Error('the simulation knows no bulk write that makes nothing');
      const known = this.all(filter).length > 0;
      if (!known && this.documents.has(filter._id)) writeErrors.push({ code: 11_000, index });
      // What is made holds the fields by which it was looked for.
      else await this.updateOne(filter, known ? update : { ...update, $set: { ...equalities(filter), ...update.$set } }, { upsert });
    }
    const matchedCount = operations.length - writeErrors.length;
    if (writeErrors.length > 0) throw Object.assign(new Error('duplicate key'), { writeErrors, matchedCount, upsertedCount: 0 });
  }

  async findOneAndUpdate(where: Fields, update: Record<string, Fields>, options: { upsert?: boolean }): Promise<Document | null> {
    await this.updateOne(where, update, options);
    return this.findOne(where);
  }

  async deleteOne(where: Fields): Promise<{ deletedCount: number }> {
    const [found] = this.all(where);
    if (found) this.documents.delete(found._id);
    return { deletedCount: found ? 1 : 0 };
  }

  async deleteMany(where: Fields): Promise<void> {
    for (const { _id } of this.all(where)) this.documents.delete(_id);
  }

  async createIndex(): Promise<void> {}

  private all(where: Fields): Document[] {
    const exact = typeof where._id === 'string' ? [this.documents.get(where._id)] : [...this.documents.values()];
    return exact
      .filter((document) => document !== undefined && matches(document, where))
      .map((document) => structuredClone(document as Document));
  }
}

const equalities = (filter: Fields): Fields =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => typeof value !== 'object' || value === null));
