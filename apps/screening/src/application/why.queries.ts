/** Why: one call that tells the story of the decisions about one application, or about all of a search, with people, reasons, evidence, versions and traces. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { sentenceOf } from '@rolecall/contracts';
import { Caller, idParam } from '@rolecall/edge';
import type { Commit } from '@rolecall/messaging';
import { People } from '../candidate/people.js';
import { type ListQuery, listQuery } from './application.queries.js';
import { ApplicationCommands } from './application-commands.js';
import { Applications } from './applications.js';
import { scoreOf } from './evaluation.js';
import { ApplicationList } from './list.js';
import { Presenter } from './presenter.js';
import type { Application } from './state.js';
import { isDecisive } from './story.js';

@Controller('applications')
export class WhyQueries {
  constructor(
    private readonly commands: ApplicationCommands,
    private readonly applications: Applications,
    private readonly list: ApplicationList,
    private readonly presenter: Presenter,
    private readonly people: People,
  ) {}

  /** Why one person was hired and another not: every application of a requisition, a page at a time. */
  @Get('why')
  async whyEach(@Query({ schema: listQuery }) query: ListQuery, @Caller() caller: Caller) {
    const { order, page, next } = await this.list.page(query, caller);
    return { order, items: await Promise.all(page.map(({ id }) => this.why(id, caller))), next };
  }

  @Get(':id/why')
  async why(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    const loaded = await this.commands.loaded(id, caller);
    const { state, sequence } = loaded;
    const [{ candidate, requisition, findings }, commits] = await Promise.all([
      this.presenter.person(loaded, caller),
      this.applications.history(caller.org, id),
    ]);
    const steps = await Promise.all(
      commits.flatMap((commit) => commit.events.map((_, position) => this.step(commit, position, state, caller))),
    );
    const decisions = steps.filter(({ event }) => isDecisive(event));
    return {
      id,
      sequence,
      correlationId: id,
      candidate,
      requisition,
      status: state.status,
      because: decisions.at(-1)?.sentence ?? steps.at(-1)?.sentence ?? null,
      decisions,
      people: [...new Set(commits.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.id] : [])))],
      evidence: { status: state.evaluation.status, score: scoreOf(state.evaluation), findings },
      versions: { ...state.pins, resume: state.resumeVersion ?? null, ...evaluatorOf(state) },
      counts: {
        events: sequence,
        letters: steps.filter(({ event }) => event === 'application.letter-released.v1').length,
        episode: state.episode,
      },
      story: steps,
    };
  }

  private async step(commit: Commit, position: number, { candidateId }: Application, { org }: Caller) {
    const { at, actor, traceparent, events } = commit;
    const event = events[position] as Commit['events'][number];
    const { noteId, reason, shown } = event.data as { noteId?: string; reason?: string; shown?: object };
    return {
      at,
      sequence: event.sequence,
      event: event.type,
      eventId: event.id,
      by: actor,
      sentence: sentenceOf(event, actor),
      reason: reason ?? null,
      /** What the decider had before them. */
      shown: shown ?? null,
      note: noteId ? ((await this.people.note(org, candidateId, noteId)) ?? null) : null,
      traceId: traceparent?.split('-')[1] ?? null,
    };
  }
}

const evaluatorOf = ({ evaluation }: Application) =>
  evaluation.status === 'done' ? { evaluator: evaluation.result.versions.evaluator } : {};
