/** The first vault: one collection of fields and one of addresses in the owning service's database. The fields are not encrypted yet. */
import { type DocumentCollection, type Ports, upserting } from '@rolecall/messaging';
import { keyedHash } from './keyed-hash.js';
import { keyOf, rangeOf, Vault } from './vault.js';

export class CollectionVault extends Vault {
  private readonly fields: DocumentCollection;
  private readonly addresses: DocumentCollection;

  /** `hashKey`: 32 characters or more, the same in every process of the service for ever. */
  constructor(
    database: Ports['database'],
    private readonly hashKey: string,
  ) {
    super();
    this.fields = database.collection('vault');
    this.addresses = database.collection('vault-addresses');
  }

  /** Makes the index that `erase` needs. */
  async open(): Promise<void> {
    await this.addresses.createIndex({ owner: 1 });
  }

  async put(org: string, subject: string, field: string, value: unknown): Promise<void> {
    const text = JSON.stringify(value);
    if (text === undefined) throw new TypeError(`the value of ${field} is not JSON`);
    await upserting(() => this.fields.updateOne({ _id: `${keyOf(org, subject)}/${field}` }, { $set: { value: text } }, { upsert: true }));
  }

  async get<T>(org: string, subject: string, field: string): Promise<T | undefined> {
    const kept = await this.fields.findOne({ _id: `${keyOf(org, subject)}/${field}` });
    return kept ? (JSON.parse(String(kept.value)) as T) : undefined;
  }

  async all(org: string, subject: string): Promise<Record<string, unknown>> {
    const kept = await this.fields.find({ _id: rangeOf(org, subject) }).toArray();
    const prefix = `${keyOf(org, subject)}/`.length;
    return Object.fromEntries(kept.map(({ _id, value }) => [_id.slice(prefix), JSON.parse(String(value))]));
  }

  keyedHash = (org: string, text: string): string => keyedHash(this.hashKey, org, text);

  async claimAddress(org: string, hash: string, subject: string): Promise<string> {
    const claimed = await upserting(() =>
      this.addresses.findOneAndUpdate(
        { _id: keyOf(org, hash) },
        { $setOnInsert: { owner: keyOf(org, subject) } },
        { upsert: true, returnDocument: 'after' },
      ),
    );
    return subjectOf(org, claimed?.owner);
  }

  async releaseAddress(org: string, hash: string, subject: string): Promise<void> {
    await this.addresses.deleteOne({ _id: keyOf(org, hash), owner: keyOf(org, subject) });
  }

  async ownerOfAddress(org: string, hash: string): Promise<string | undefined> {
    const claimed = await this.addresses.findOne({ _id: keyOf(org, hash) });
    return claimed ? subjectOf(org, claimed.owner) : undefined;
  }

  async erase(org: string, subject: string): Promise<void> {
    await this.addresses.deleteMany({ owner: keyOf(org, subject) });
    await this.fields.deleteMany({ _id: rangeOf(org, subject) });
  }
}

const subjectOf = (org: string, owner: unknown): string => String(owner).slice(org.length + 1);
