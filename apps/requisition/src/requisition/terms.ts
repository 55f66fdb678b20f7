/** The terms: read from a role document, then edited until they are approved; what is not material, also afterwards. */
import type { Band, Seat } from '@rolecall/contracts';
import { isPastDate } from '@rolecall/kernel';
import { type Role, requirementsOf } from '@rolecall/role-schema';
import type { Command, Handlers, NewSeat, TermsCommand } from './commands.js';
import { event, type RequisitionEvent } from './events.js';
import { evolveAll } from './evolve.js';
import { checkPlan, drawPlan } from './plan.js';
import { checkQuestions } from './questions.js';
import * as no from './rejections.js';
import { alive, type Requisition, running, same, seatStatus, termsOf } from './state.js';

type Decision = RequisitionEvent[];
const mustsMax = 6;

export const termsHandlers: Handlers<TermsCommand, Requisition, RequisitionEvent> = {
  draft,
  'revise-role': reviseRole,
  'set-bands': setBands,
  'add-seats': addSeats,
  'set-team': setTeam,
  'set-questions': setQuestions,
  'set-plan': setPlan,
  'set-evaluation': setEvaluation,
  'confirm-requirements': confirmRequirements,
};

function draft({ requisitionId, role, team, by }: Command<'draft'>, state: Requisition): Decision {
  if (state.status !== 'absent') throw no.alreadyDrafted({ status: state.status });
  const theirs = team ?? { hiringManager: by.id, recruiter: by.id, coordinators: [], interviewers: [] };
  return [event('requisition.drafted.v1', { requisitionId, role, bands: bandsOf(role), team: theirs, by: by.id })];
}

/** The band that the document states. It names no place, and a week's or a day's pay is no band: a person sets those. */
function bandsOf({ band }: Role): Band[] {
  if (!band || band.period === 'week' || band.period === 'day') return [];
  const { min, max, currency, period } = band;
  return [{ id: 'band-1', location: 'all locations', min, max, currency, period, basis: 'base', exceptionsAllowed: true }];
}

/** Edits are refused while the terms are up for approval, and when the search is over. */
function editable(state: Requisition): void {
  alive(state);
  if (state.status === 'pending_approval') throw no.approvalPending();
  if (state.status === 'filled') throw no.filled();
}

/** What was approved changes only by another approval. */
function material(state: Requisition): void {
  editable(state);
  if (state.status !== 'draft') throw no.changeRequestNeeded({ status: state.status });
}

/** Once the search is on, the others learn every change. */
export function told(state: Requisition, ...edits: RequisitionEvent[]): Decision {
  if (!running(state)) return edits;
  return [...edits, event('requisition.terms-changed.v1', { requisitionId: state.id, terms: termsOf(evolveAll(state, edits)) })];
}

function reviseRole({ role, by }: Command<'revise-role'>, state: Requisition): Decision {
  editable(state);
  if (same(role, state.role)) return [];
  const there = new Set(requirementsOf(role).map(({ id }) => id));
  const musts = state.musts.filter((id) => there.has(id));
  const niceToHaves = state.niceToHaves.filter((id) => there.has(id));
  const confirmed = state.confirmed && musts.length === state.musts.length;
  const revised = { requisitionId: state.id, role, roleVersion: state.roleVersion + 1, confirmed, musts, niceToHaves, by: by.id };
  return told(state, event('requisition.role-revised.v1', revised));
}

function setBands({ bands, by }: Command<'set-bands'>, state: Requisition): Decision {
  material(state);
  checkBands(bands, state.seats);
  if (same(bands, state.bands)) return [];
  return [
    event('requisition.bands-set.v1', {
      requisitionId: state.id,
      bands: [...bands],
      bandVersion: state.bandVersion + 1,
      by: by.id,
    }),
  ];
}

function addSeats({ seats, at, by }: Command<'add-seats'>, state: Requisition): Decision {
  material(state);
  return [event('requisition.seats-added.v1', { requisitionId: state.id, seats: newSeats(seats, state, state.bands, at), by: by.id })];
}

export function checkBands(bands: readonly Band[], seats: readonly Seat[]): void {
  checkIds('band', bands);
  for (const seat of seats)
    if (seatStatus(seat) !== 'closed' && !bands.some(({ id }) => id === seat.bandId))
      throw no.unknownBand({ seatId: seat.id, bandId: seat.bandId });
}

/** Seats with ids of their own: those given, or the next `seat-<n>` that are free. */
export function newSeats(seats: readonly NewSeat[], { seats: before }: Requisition, bands: readonly Band[], at: string): Seat[] {
  const taken = new Set([...before, ...seats].map(({ id }) => id));
  let last = before.length;
  const next = () => {
    do last += 1;
    while (taken.has(`seat-${last}`));
    return `seat-${last}`;
  };
  const added = seats.map((seat): Seat => ({ ...seat, id: seat.id ?? next() }));
  checkIds('seat', [...before, ...added]);
  checkBands(bands, added);
  for (const { id, targetDate } of added)
    if (targetDate && isPastDate(targetDate, at)) throw no.dateInPast({ seatId: id, field: 'targetDate', date: targetDate });
  return added;
}

function checkIds(kind: string, things: readonly { readonly id: string }[]): void {
  const ids = things.map(({ id }) => id);
  const twice = ids.find((id, position) => ids.indexOf(id) !== position);
  if (twice !== undefined) throw no.duplicateId({ kind, id: twice });
}

function setTeam({ team, by }: Command<'set-team'>, state: Requisition): Decision {
  editable(state);
  return same(team, state.team) ? [] : told(state, event('requisition.team-set.v1', { requisitionId: state.id, team, by: by.id }));
}

function setQuestions({ questions, by }: Command<'set-questions'>, state: Requisition): Decision {
  editable(state);
  checkIds('question', questions);
  checkQuestions(questions);
  if (same(questions, state.questions)) return [];
  const set = { requisitionId: state.id, questions: [...questions], questionsVersion: state.questionsVersion + 1, by: by.id };
  return told(state, event('requisition.questions-set.v1', set));
}

function setPlan({ stages, by }: Command<'set-plan'>, state: Requisition): Decision {
  editable(state);
  if (stages) checkPlan(stages, state.role);
  const planned = stages ?? drawPlan(state);
  if (same(planned, state.plan?.stages)) return [];
  const plan = { version: (state.plan?.version ?? 0) + 1, stages: planned };
  return told(state, event('requisition.plan-set.v1', { requisitionId: state.id, plan, drawn: !stages, by: by.id }));
}

function setEvaluation({ evaluation, by }: Command<'set-evaluation'>, state: Requisition): Decision {
  editable(state);
  if (evaluation === state.evaluation) return [];
  return told(state, event('requisition.evaluation-set.v1', { requisitionId: state.id, evaluation, by: by.id }));
}

function confirmRequirements({ musts, niceToHaves = [], by }: Command<'confirm-requirements'>, state: Requisition): Decision {
  editable(state);
  if (by.id !== state.team.hiringManager) throw no.notTheHiringManager();
  if (musts.length > mustsMax) throw no.tooManyMusts({ musts: musts.length, mustsMax });
  const named = [...musts, ...niceToHaves];
  checkIds(
    'requirement',
    named.map((id) => ({ id })),
  );
  const there = new Set(requirementsOf(state.role).map(({ id }) => id));
  const unknown = named.filter((id) => !there.has(id));
  if (unknown.length > 0) throw no.unknownRequirement({ unknown });
  if (state.confirmed && same([musts, niceToHaves], [state.musts, state.niceToHaves])) return [];
  const confirmed = { requisitionId: state.id, musts: [...musts], niceToHaves: [...niceToHaves], by: by.id };
  return told(state, event('requisition.requirements-confirmed.v1', confirmed));
}
