/** GET /v1/changes: incremental sync. Whoever keeps a copy of their own asks what has changed since they asked last. */
import { Controller, Get, Query } from '@nestjs/common';
import { Caller } from '@rolecall/edge';
import { type CopyChanges, FeedLost, Ports } from '@rolecall/messaging';
import { z } from 'zod';
import { ApplicationCopies, CandidateCopies, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { readerOf } from '../reader.js';
import { historyGone } from '../rejections.js';
import { Collecting } from './changed.js';

/** Then the page is answered as far as it is. */
const readForMs = 1000;

const changesQuery = z.strictObject({
  since: z
    .string()
    .regex(/^[0-9A-F]{16,600}$/i, 'must be the `next` of an answer before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

@Controller('changes')
export class ChangesHttp {
  private readonly names: readonly string[];

  constructor(
    private readonly ports: Ports,
    requisitions: RequisitionCopies,
    candidates: CandidateCopies,
    applications: ApplicationCopies,
    loops: LoopCopies,
    offers: OfferCopies,
  ) {
    this.names = [requisitions, candidates, applications, loops, offers].map(({ name }) => name);
  }

  /** Without `since` nothing is told but the place from which to go on: ask for it first, then load everything. `more`: ask again at once. */
  @Get()
  async changes(@Query({ schema: changesQuery }) { since, limit }: z.output<typeof changesQuery>, @Caller() caller: Caller) {
    const { org } = readerOf(caller);
    const changes = await this.open(since);
    try {
      if (since === undefined) return { items: [], next: changes.place() ?? null, more: false };
      const { items, token, full } = await this.collect(changes, new Collecting(org, limit));
      return { items, next: (full ? token : changes.place()) ?? since, more: full };
    } finally {
      await changes.close();
    }
  }

  /** Throws `changes/history-gone`. */
  private async open(since: string | undefined): Promise<CopyChanges> {
    try {
      return await this.ports.database.copyChanges(this.names, since);
    } catch (error) {
      throw error instanceof FeedLost ? historyGone() : error;
    }
  }

  private async collect(changes: CopyChanges, collecting: Collecting) {
    const { clock } = this.ports;
    const begun = clock.elapsed();
    for (let taken = await changes.take(); taken.length > 0; taken = await changes.take()) {
      if (!taken.every((change) => collecting.add(change))) return { ...collecting.collected, full: true };
      if (clock.elapsed() - begun > readForMs) return { ...collecting.collected, full: true };
    }
    return { ...collecting.collected, full: false };
  }
}
