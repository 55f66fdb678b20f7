/**
 * THE DECIDER of a sweep: what happens to all remaining applications of a requisition whose search ends, in steps with a cursor.
 * It counts and keeps its place; each application decides for itself.
 */
import type * as contracts from '@rolecall/contracts';
import { type Context, type Decider, deriveId, type EventOf, eventMaker } from '@rolecall/kernel';

type Contracts = Extract<(typeof contracts)[keyof typeof contracts], { readonly type: `sweep.${string}` }>;
export type SweepEvent = EventOf<Contracts>;
const event = eventMaker<SweepEvent>();

/** announcing → waiting → closing → finished; lifting → finished when the search is on again. */
export type Phase = 'announcing' | 'closing' | 'lifting';

export interface Sweep {
  readonly status: 'absent' | Phase | 'waiting' | 'finished';
  readonly sweepId: string;
  readonly requisitionId: string;
  /** Counts how often the search ended. */
  readonly round: number;
  readonly reason: 'position_filled' | 'cancelled' | 'hired_elsewhere';
  readonly closeOn: string;
  readonly owner: string;
  /** The last application of the present pass; null at its start. */
  readonly cursor: string | null;
  /** Counts the passes of a phase; a phase ends with one that found nothing. */
  readonly pass: number;
  readonly foundInPass: boolean;
  readonly failedInPass: boolean;
  readonly wakeAt: string;
  readonly lifted: boolean;
  /** What the steps saw happen: what one had done when its process was killed, the next finds done, and counts it not. */
  readonly counts: { readonly announcing: number; readonly closing: number; readonly lifting: number; readonly failed: number };
}

interface Step {
  readonly phase: Phase;
  readonly round: number;
  readonly cursor: string | null;
  readonly changed: number;
  readonly left: number;
  readonly failed: number;
}

export type SweepCommand =
  | {
      readonly do: 'start';
      readonly requisitionId: string;
      readonly reason: 'position_filled' | 'cancelled';
      readonly closeOn: string;
      readonly owner: string;
    }
  | ({ readonly do: 'advance' } & Step)
  | { readonly do: 'begin-closing' }
  | { readonly do: 'lift' };

const msAfterFailure = 30_000;
const later = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();

export const sweepIdOf = (requisitionId: string): string => deriveId(requisitionId, 'sweep:closing');
export const isStepping = (status: Sweep['status']): status is Phase =>
  status === 'announcing' || status === 'closing' || status === 'lifting';

const absent: Sweep = {
  status: 'absent',
  sweepId: '',
  requisitionId: '',
  round: 0,
  reason: 'position_filled',
  closeOn: '',
  owner: '',
  cursor: null,
  pass: 1,
  foundInPass: false,
  failedInPass: false,
  wakeAt: '',
  lifted: false,
  counts: { announcing: 0, closing: 0, lifting: 0, failed: 0 },
};

const base = ({ sweepId, requisitionId, round }: Sweep) => ({ sweepId, requisitionId, round });

function advance(step: Step & Context, state: Sweep): SweepEvent[] {
  const { phase, cursor, changed, left, failed, at } = step;
  if (state.status !== phase || state.round !== step.round) return [];
  const passEnds = cursor === null;
  // A failed target is met again by the next pass, a little later. The time always moves, for it names the timer's next cause.
  const now = [at, state.wakeAt].sort().at(-1) as string;
  const wakeAt = later(now, passEnds && (state.failedInPass || failed > 0) ? msAfterFailure : 1);
  const advanced = event('sweep.advanced.v1', { ...base(state), phase, cursor, changed, left, failed, wakeAt });
  const over = passEnds && !state.foundInPass && changed + failed === 0;
  return over && phase !== 'announcing' ? [advanced, event('sweep.finished.v1', { ...base(state), at })] : [advanced];
}

function decide(command: SweepCommand & Context, state: Sweep): SweepEvent[] {
  const { at } = command;
  switch (command.do) {
    case 'start': {
      const { requisitionId, reason, closeOn, owner } = command;
      if (!state.lifted && state.closeOn === closeOn && state.reason === reason) return [];
      const sweepId = sweepIdOf(requisitionId);
      return [event('sweep.started.v1', { sweepId, requisitionId, round: state.round + 1, reason, closeOn, owner, at })];
    }
    case 'advance':
      return advance(command, state);
    case 'begin-closing':
      return state.status === 'waiting' && state.closeOn <= at ? [event('sweep.closing-begun.v1', { ...base(state), at })] : [];
    case 'lift':
      return state.status === 'absent' || state.lifted ? [] : [event('sweep.lifted.v1', { ...base(state), at })];
  }
}

type Advanced = Extract<SweepEvent, { type: 'sweep.advanced.v1' }>['data'];

function advanced(state: Sweep, { phase, cursor, changed, failed, wakeAt }: Advanced): Sweep {
  const counts = { ...state.counts, [phase]: state.counts[phase] + changed, failed: state.counts.failed + failed };
  const foundInPass = state.foundInPass || changed + failed > 0;
  const stepped = { ...state, counts, wakeAt, cursor };
  if (cursor !== null) return { ...stepped, foundInPass, failedInPass: state.failedInPass || failed > 0 };
  const next = { ...stepped, pass: state.pass + 1, foundInPass: false, failedInPass: false };
  return !foundInPass && phase === 'announcing' ? { ...next, status: 'waiting', pass: 1 } : next;
}

function evolve(state: Sweep, { type, data }: SweepEvent): Sweep {
  const fromStart = { cursor: null, pass: 1, foundInPass: false, failedInPass: false };
  switch (type) {
    case 'sweep.started.v1': {
      const { sweepId, requisitionId, round, reason, closeOn, owner, at } = data;
      return { ...absent, status: 'announcing', sweepId, requisitionId, round, reason, closeOn, owner, wakeAt: at };
    }
    case 'sweep.advanced.v1':
      return advanced(state, data);
    case 'sweep.closing-begun.v1':
      return { ...state, ...fromStart, status: 'closing', wakeAt: later(data.at, 1) };
    case 'sweep.lifted.v1':
      return { ...state, ...fromStart, status: 'lifting', lifted: true, wakeAt: later(data.at, 1) };
    case 'sweep.finished.v1':
      return { ...state, status: 'finished' };
    default:
      return state;
  }
}

export const sweep: Decider<Sweep, SweepCommand, SweepEvent> = {
  aggregate: 'sweep',
  stateVersion: 2,
  initial: absent,
  decide,
  evolve,
  due: (state) => {
    if (state.status === 'waiting') return { at: state.closeOn, command: { do: 'begin-closing' } };
    if (!isStepping(state.status)) return undefined;
    const { status: phase, round, cursor, wakeAt } = state;
    return { at: wakeAt, command: { do: 'advance', phase, round, cursor, changed: 0, left: 0, failed: 0 } };
  },
};
