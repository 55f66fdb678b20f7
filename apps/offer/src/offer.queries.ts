/** Read endpoints: one offer with what the caller may do now, lists, history, and for the team the terms and notes. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, historyOf, idParam, pageQuery, view } from '@rolecall/edge';
import { z } from 'zod';
import { present } from './offer/state.js';
import { OfferCommands } from './offer.commands.js';
import { type Offer, offer } from './offer.js';
import { probesFor } from './offer.probes.js';
import { maySeeTerms, summary, whole } from './offer.representation.js';
import { OfferVault } from './offer.vault.js';
import { Offers } from './offers.js';
import { notOnTheTeam } from './rejections.js';
import { ServiceUptime } from './uptime.js';

const before = ['to_prepare', 'dropped', 'drafted', 'pending_approval', 'approved'] as const;
const statuses = z.enum([...before, 'extended', 'opened', 'accepted', 'declined', 'expired', 'rescinded', 'voided', 'reneged']);
const listQuery = pageQuery.extend({ applicationId: z.uuid().optional(), requisitionId: z.uuid().optional(), status: statuses.optional() });

@Controller('offers')
export class OfferQueries {
  constructor(
    private readonly offers: Offers,
    private readonly commands: OfferCommands,
    private readonly vault: OfferVault,
    private readonly up: ServiceUptime,
  ) {}

  /** Ordered by id, which is by the time of the application; may lag by milliseconds. `next` is the `after` of the next page. */
  @Get()
  async list(@Query({ schema: listQuery }) { limit, after, ...filters }: z.output<typeof listQuery>, @Caller() caller: Caller) {
    const named = Object.entries(filters).filter(([, value]) => value !== undefined);
    const where = Object.fromEntries(named.map(([field, value]) => [`state.${field}`, value]));
    const items = (await this.offers.find(caller.org, where, { limit, after })).map(summary);
    return { items, next: items.length === limit ? items.at(-1)?.id : undefined };
  }

  /** `terms` is null for those who may not see them; `termsGone` says that nobody can: the person was erased, or a database was restored. */
  @Get(':id')
  async get(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const loaded = await this.commands.loaded(id, caller);
    const { state } = loaded;
    const { status: requisition, team } = await this.commands.requisitionOf(state, caller);
    const application = await this.commands.applicationOf(state, caller);
    const probes = probesFor({ at: caller.at, requisition, application, uptime: this.up.uptime });
    const maySee = maySeeTerms(state, team, caller.person.id);
    const terms = maySee ? await this.termsOf(state, caller) : null;
    const gone = maySee && !terms && state.versions.length > 0;
    return view(loaded, offer, probes, caller, { ...whole(state), terms, ...(gone ? { termsGone: true } : {}) });
  }

  /** Who did what, and when; also the deliveries that a rule refused. */
  @Get(':id/history')
  async history(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    await this.commands.loaded(id, caller);
    return historyOf(id, await this.offers.history(caller.org, id));
  }

  /** The texts behind the note ids of the history, for those who may see the terms. */
  @Get(':id/notes')
  async notes(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const { state } = await this.commands.loaded(id, caller);
    const { team } = await this.commands.requisitionOf(state, caller);
    const { candidateId, ...staff } = state;
    if (!maySeeTerms({ ...staff, candidateId: '' }, team, caller.person.id)) throw notOnTheTeam();
    return { id, notes: await this.vault.notes(caller.org, state) };
  }

  private async termsOf(state: Offer, { org }: Caller) {
    if (state.versions.length === 0) return null;
    const { termsId, startDate } = present(state);
    const terms = await this.vault.terms(org, state, termsId);
    return terms ? { ...terms, startDate } : null;
  }
}
