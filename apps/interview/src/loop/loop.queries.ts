/** Reads loops: one with its rounds and what this viewer may see, lists, the history, and the notes behind it. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { personId, timeZone } from '@rolecall/contracts';
import { Caller, historyOf, idParam, pageQuery } from '@rolecall/edge';
import type { Commit, Loaded } from '@rolecall/messaging';
import { Vault } from '@rolecall/vault';
import { z } from 'zod';
import { RequisitionCopies } from '../requisition/requisition-copies.js';
import type { DecidingTeam } from './commands.js';
import { Loops } from './loops.js';
import { Presenter, summary } from './presenter.js';
import { notFound } from './rejections.js';
import { seatOf } from './rules.js';
import type { Loop } from './state.js';
import { maySee } from './visibility.js';

/** Such as `zone=Europe/Berlin,America/New_York`. */
const zones = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(timeZone).max(6))
  .default([]);
const oneQuery = z.strictObject({ zone: zones });
const listQuery = pageQuery.extend({
  applicationId: z.uuid().optional(),
  requisitionId: z.uuid().optional(),
  status: z.enum(['planned', 'in_progress', 'concluded', 'cancelled']).optional(),
  interviewer: personId.optional(),
  zone: zones,
});

@Controller('loops')
export class LoopQueries {
  constructor(
    private readonly loops: Loops,
    private readonly requisitions: RequisitionCopies,
    private readonly presenter: Presenter,
    private readonly vault: Vault,
  ) {}

  /** Ordered by id; may lag by milliseconds. `next` is the `after` of the next page. */
  @Get()
  async list(
    @Query({ schema: listQuery }) { limit, after, zone, interviewer, ...fields }: z.output<typeof listQuery>,
    @Caller() caller: Caller,
  ) {
    const wanted = Object.entries({ ...fields, interviewers: interviewer }).filter(([, value]) => value !== undefined);
    const where = Object.fromEntries(wanted.map(([field, value]) => [`state.${field}`, value]));
    const page = await this.loops.find(caller.org, where, { limit, ...(after ? { after } : {}) });
    return { items: page.map((loaded) => summary(loaded, zone)), next: page.length === limit ? (page.at(-1)?.id ?? null) : null };
  }

  /** `?zone=` shows every round's time in the interviewer's or candidate's zone as well. */
  @Get(':id')
  async get(
    @Param('id', { schema: idParam }) id: string,
    @Query({ schema: oneQuery }) { zone }: z.output<typeof oneQuery>,
    @Caller() caller: Caller,
  ) {
    return this.presenter.shown(await this.loaded(id, caller), zone, caller);
  }

  /** Who did what, and when. What scorecards say is left out where this viewer may not see it yet. */
  @Get(':id/history')
  async history(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const { state } = await this.loaded(id, caller);
    const { team } = await this.requisitions.of(caller.org, state.requisitionId);
    const seen = (event: Committed) => (isHidden(event, state, caller.person.id, team) ? withoutContent(event) : event);
    return historyOf(id, await this.loops.history(caller.org, id), seen);
  }

  /** The texts behind the note ids of the history, as far as this viewer may read them. */
  @Get(':id/notes')
  async notes(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const { org, person } = caller;
    const { state } = await this.loaded(id, caller);
    const { team } = await this.requisitions.of(org, state.requisitionId);
    const events = (await this.loops.history(org, id)).flatMap((commit) => commit.events);
    const open = events.filter((event) => typeof event.data.noteId === 'string' && !isHidden(event, state, person.id, team));
    const notes = open.map(async ({ type, data }) => {
      const field = `${isScorecard(type) ? 'scorecard' : 'note'}:${data.noteId}`;
      return { noteId: data.noteId, about: type, text: (await this.vault.get(org, state.candidateId, field)) ?? null };
    });
    return { id, notes: await Promise.all(notes) };
  }

  /** Throws `loop/not-found`. */
  private async loaded(id: string, { org }: Caller): Promise<Loaded<Loop>> {
    const loaded = await this.loops.load(org, id);
    if (!loaded) throw notFound();
    return loaded;
  }
}

type Committed = Commit['events'][number];

const isScorecard = (type: string) => /^interview\.scorecard-(submitted|amended|kept)\./.test(type);

/** What a scorecard says, or the name of its text, while this viewer may not see it. */
function isHidden({ type, data }: Committed, state: Loop, viewer: string, team: DecidingTeam): boolean {
  if (!isScorecard(type)) return false;
  const round = state.rounds.find(({ roundId }) => roundId === data.roundId);
  const seat = round && seatOf(round, String(data.person));
  return !seat || !maySee(state, round, seat, viewer, team);
}

function withoutContent(event: Committed): Committed {
  const { verdict: _, ratings: __, ...data } = event.data;
  return { ...event, data: { ...data, hidden: true } };
}
