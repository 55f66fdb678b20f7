/** How a loop is shown to one viewer: rounds in the zones asked for, and of scorecards what this viewer may see. */
import { Injectable } from '@nestjs/common';
import { type Caller, view } from '@rolecall/edge';
import { actionsOf } from '@rolecall/kernel';
import type { Loaded } from '@rolecall/messaging';
import { Vault } from '@rolecall/vault';
import { RequisitionCopies } from '../requisition/requisition-copies.js';
import type { DecidingTeam } from './commands.js';
import { verdictsOf } from './ending.js';
import { loop } from './loop.js';
import { loopProbes, roundProbes } from './loop.probes.js';
import { localAt } from './round-time.js';
import type { ScorecardTexts } from './scorecards.http.js';
import { isIn, type Loop, owing, type Round, type Seat } from './state.js';
import { maySee, seesAll } from './visibility.js';

interface Viewing {
  readonly state: Loop;
  readonly caller: Caller;
  readonly team: DecidingTeam;
  readonly zones: readonly string[];
}

@Injectable()
export class Presenter {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly vault: Vault,
  ) {}

  async shown(loaded: Loaded<Loop>, zones: readonly string[], caller: Caller) {
    const { state } = loaded;
    const { rounds, abandoned: _, interviewers: __, loopId: ___, ...facts } = state;
    const { team, title } = await this.requisitions.of(caller.org, state.requisitionId);
    const viewing = { state, caller, team, zones };
    return view(loaded, loop, loopProbes(team), caller, {
      ...facts,
      requisition: { requisitionId: state.requisitionId, title },
      /** Of all scorecards that are in; null while this viewer may not see them all. */
      verdicts: seesAll(state, caller.person.id, team) ? verdictsOf(state) : null,
      rounds: await Promise.all(rounds.map((round) => this.round(round, viewing))),
    });
  }

  private async round(round: Round, { state, caller, team, zones }: Viewing) {
    const { panel, past: _, booking, remindedAt: __, ...facts } = round;
    const probes = roundProbes(round, caller.person.id, team);
    return {
      ...facts,
      ...(booking ? { ...timesOf(booking, zones), place: await this.place(state, booking.placeId, caller) } : {}),
      panel: panel.map(({ person, role, response }) => ({ person, role, response })),
      scorecards: await Promise.all(
        panel.filter(({ role }) => role !== 'shadow').map((seat) => this.scorecard(round, seat, { state, caller, team, zones })),
      ),
      actions: actionsOf(loop, probes, state, { at: caller.at, by: caller.person }),
    };
  }

  private async place({ candidateId }: Loop, placeId: string | undefined, { org }: Caller): Promise<string | null> {
    return (placeId ? await this.vault.get<string>(org, candidateId, `place:${placeId}`) : undefined) ?? null;
  }

  private async scorecard(round: Round, seat: Seat, { state, caller, team }: Viewing) {
    const { status, by, overdue, reason, verdict, ratings, noteId } = seat.scorecard;
    const facts = { person: seat.person, status, by: by ?? null, overdue: overdue ?? false, ...(reason ? { reason } : {}) };
    if (!isIn(seat)) return facts;
    if (!maySee(state, round, seat, caller.person.id, team)) return { ...facts, hidden: true };
    // Internal events are on no topic: they do not come back with a restored database. It can be amended.
    if (!verdict) return { ...facts, lost: true };
    const texts = noteId ? await this.vault.get<ScorecardTexts>(caller.org, state.candidateId, `scorecard:${noteId}`) : undefined;
    return {
      ...facts,
      verdict,
      ratings: ratings?.map((each) => ({ ...each, note: texts?.ratings[each.competencyId] ?? null })),
      note: texts?.note ?? null,
    };
  }
}

/** A line of a list: who meets when, and whose scorecards are due. */
export function summary({ id, sequence, state }: Loaded<Loop>, zones: readonly string[]) {
  const { status, applicationId, candidateId, requisitionId, episode, stageId, rounds, conclusion, cancelled } = state;
  return {
    ...{ id, sequence, status, applicationId, candidateId, requisitionId, episode, stageId, conclusion, cancelled },
    rounds: rounds.map((round) => ({
      ...{ roundId: round.roundId, name: round.name, stageId: round.stageId, status: round.status },
      ...(round.booking ? timesOf(round.booking, zones) : {}),
      panel: round.panel.map(({ person, role, response }) => ({ person, role, response })),
      scorecardsDue: owing(round).map(({ person }) => person),
    })),
  };
}

/** The time as it was given, and as clocks show it in the zones asked for. */
function timesOf({ local, zone, startsAt, endsAt }: NonNullable<Round['booking']>, zones: readonly string[]) {
  return {
    local,
    zone,
    startsAt,
    endsAt,
    times: [...new Set([zone, ...zones])].map((each) => ({ zone: each, local: localAt(startsAt, each) })),
  };
}
