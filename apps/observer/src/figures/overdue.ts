/** What is late at this moment: of every copy what its time has passed, looked up by that time. */
import { Injectable } from '@nestjs/common';
import { type DocumentCollection, Ports } from '@rolecall/messaging';
import { ApplicationCopies, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { type Wait, waitStates } from '../waits.js';

export type Late = ReadonlyMap<string, number>;

@Injectable()
export class Overdue {
  private readonly waiting: readonly DocumentCollection[];
  private prepared = false;

  constructor(
    private readonly ports: Ports,
    requisitions: RequisitionCopies,
    applications: ApplicationCopies,
    offers: OfferCopies,
    private readonly loops: LoopCopies,
  ) {
    this.waiting = [requisitions, applications, offers, loops].map(({ documents }) => documents);
  }

  /** By what is waited for; 0 where nothing is late. */
  async stories(): Promise<Late> {
    await this.prepare();
    const all = await Promise.all(this.waiting.map((copies) => this.late(copies, 'waits', 'until', 'state')));
    const late = new Map<string, number>(waitStates.map((state) => [state, 0]));
    for (const { _id, count } of all.flat()) late.set(_id, (late.get(_id) ?? 0) + count);
    return late;
  }

  async scorecards(): Promise<number> {
    await this.prepare();
    const [all] = await this.late(this.loops.documents, 'owed', 'dueAt');
    return all?.count ?? 0;
  }

  /** Members of a list of the copies whose time has passed, by one of their fields or all together. */
  private late(copies: DocumentCollection, list: string, time: string, by?: string) {
    const path = `copy.${list}`;
    const passed = { $match: { [`${path}.${time}`]: { $lt: this.ports.clock.now() } } };
    const group = { $group: { _id: by ? `$${path}.${by}` : null, count: { $sum: 1 } } };
    return copies.aggregate<{ _id: Wait['state']; count: number }>([passed, { $unwind: `$${path}` }, passed, group]).toArray();
  }

  private async prepare(): Promise<void> {
    if (this.prepared) return;
    for (const copies of this.waiting) await copies.createIndex({ 'copy.waits.until': 1 }, { sparse: true });
    await this.loops.documents.createIndex({ 'copy.owed.dueAt': 1 }, { sparse: true });
    this.prepared = true;
  }
}
