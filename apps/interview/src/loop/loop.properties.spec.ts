/** Random histories: repeats change nothing, events keep their contracts, freed times never come back, and no verdict leaks. */
import '@rolecall/contracts';
import { type Actor, allEvents, contractOf, fold, Rejection } from '@rolecall/kernel';
import fc from 'fast-check';
import type { LoopCommand } from './commands.js';
import { verdictsOf } from './ending.js';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import { hasSeat, type Loop, type LoopEvent, owing, type Round, slotsOf } from './state.js';

const people = ['lena', 'olaf', 'pia', 'shay', 'hiro', 'mara'] as const;
const { team } = the;
type Verb = Exclude<LoopCommand['do'], 'plan'>;
/** How often each is tried beside the others. */
const weights: Readonly<Record<Verb, number>> = {
  ...{ 'schedule-round': 9, 'move-round': 2, 'reschedule-round': 2, 'cancel-round': 2, 'abandon-booking': 1 },
  ...{ 'mark-held': 6, 'end-rounds': 2, 'mark-no-show': 2, respond: 3, 'replace-interviewer': 4 },
  ...{ 'submit-scorecard': 14, 'amend-scorecard': 3, 'waive-scorecard': 3, remind: 1, 'mark-overdue': 2 },
  ...{ 'pass-stage': 6, 'move-back': 5, 'add-round': 1, conclude: 3, reopen: 2, cancel: 0.5, end: 0.25 },
};
const verbs = fc.oneof(...(Object.keys(weights) as Verb[]).map((verb) => ({ arbitrary: fc.constant(verb), weight: weights[verb] * 4 })));

/** Numbers that become a command once it is known how the loop stands, so that most of them meet something. */
const step = fc.record({
  verb: verbs,
  round: fc.nat(20),
  person: fc.nat(20),
  other: fc.nat(20),
  booking: fc.integer({ min: 1, max: 40 }),
  panel: fc.subarray([...people], { minLength: 1, maxLength: 3 }),
  level: fc.constantFrom('strong_no', 'no', 'yes', 'strong_yes' as const),
  flag: fc.boolean(),
  /** Before the command, and until a round that it books. */
  minutes: fc.nat(70),
  ahead: fc.integer({ min: 1, max: 6 }),
  actor: fc.constantFrom<'own' | Actor>('own', 'own', person('mara'), person('mara'), person('hiro'), person('olaf'), {
    kind: 'timer',
    id: 'end-rounds',
  }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const steps = fc.array(step, { minLength: 10, maxLength: 80, size: 'max' });

function person(id: string): Actor {
  return { kind: 'person', id };
}

function commandOf(of: Step, at: number, state: Loop): { command: LoopCommand; own: string } {
  const round = state.rounds[of.round % state.rounds.length] as Round;
  const { roundId } = round;
  const own = (round.panel[of.person % Math.max(1, round.panel.length)]?.person ?? people[of.person % people.length]) as string;
  const panel = of.panel.map((id, n) => ({ person: id, role: (['lead', 'member', 'shadow'] as const)[n] ?? 'member' }));
  const startsAt = new Date(at + of.ahead * 600_000).toISOString();
  const booking = { ...the.slot(of.booking), startsAt, panel, scorecardDueHours: 1 };
  const content = {
    roundId,
    person: own,
    verdict: of.level,
    team,
    ratings: round.competencies.map(({ id }) => ({ competencyId: id, rating: of.level })),
  };
  const more: { readonly [Name in LoopCommand['do']]?: object } = {
    'schedule-round': { roundId, booking },
    'move-round': { roundId, booking },
    'reschedule-round': { roundId, booking },
    'cancel-round': { roundId },
    'abandon-booking': { roundId, bookingId: the.bookingId(of.booking) },
    'mark-held': { roundId, earlier: of.flag },
    'mark-no-show': { roundId, absent: of.flag ? 'candidate' : 'interviewer' },
    respond: { roundId, answer: of.flag ? 'accept' : 'decline' },
    'replace-interviewer': {
      ...{ roundId, person: own, replacement: people[of.other % people.length] },
      ...{ bookingId: the.bookingId(100 + of.booking), ofBookingId: round.booking?.bookingId ?? '' },
    },
    'submit-scorecard': content,
    'amend-scorecard': content,
    'waive-scorecard': { roundId, person: own },
    remind: { roundId },
    'pass-stage': { stageId: state.stageId },
    conclude: { conclusion: (['hire', 'no_hire', 'hold'] as const)[of.other % 3], dissent: of.flag, reason: 'other' },
    'add-round': { round: { ...the.extraRound, id: `extra-${of.other % 3}` } },
    reopen: { round: { ...the.extraRound, id: `extra-${of.other % 3}` } },
  };
  return { command: { ...the.commands[of.verb], ...more[of.verb] } as LoopCommand, own };
}

interface Seen {
  readonly before: Loop;
  readonly command: LoopCommand;
  readonly events: readonly LoopEvent[];
  readonly after: Loop;
}

/** Plays the steps on a clock that goes forward by minutes. Rounds are booked relative to it. */
function play(all: readonly Step[], see: (seen: Seen) => void): void {
  const context = { at: the.time, by: { kind: 'service', id: 'screening' } } as const;
  let state = fold(loop, loop.initial, loop.decide({ ...the.commands.plan, ...context }, loop.initial));
  let clock = Date.parse(the.time);
  for (const each of all) {
    clock += each.minutes * 60_000;
    const { command, own } = commandOf(each, clock, state);
    const given = { ...command, at: new Date(clock).toISOString(), by: each.actor === 'own' ? person(own) : each.actor };
    try {
      const events = loop.decide(given, state);
      const after = fold(loop, state, events);
      see({ before: state, command, events, after });
      state = after;
      expect(loop.decide(given, state)).toEqual([]);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
  }
}

const check = (see: (seen: Seen) => void, more: { numRuns: number; seed?: number } = { numRuns: 60 }) =>
  fc.assert(
    fc.property(steps, (all) => play(all, see)),
    more,
  );

it('a repeated command changes nothing', () => check(() => undefined));

it('every event keeps its contract', () =>
  check(({ events }) => {
    for (const { type, data } of events)
      expect([
        type,
        contractOf(type)
          ?.data.strict()
          .safeParse(JSON.parse(JSON.stringify(data))).error,
      ]).toEqual([type, undefined]);
  }));

it('a time that is free again never comes back under its booking, and none is forgotten', () => {
  const key = ({ bookingId, person }: { bookingId: string; person: string }) => `${bookingId} ${person}`;
  check(({ before, after }) => {
    const [were, are] = [before, after].map(({ rounds }) => rounds.flatMap(slotsOf)) as [
      ReturnType<typeof slotsOf>,
      ReturnType<typeof slotsOf>,
    ];
    const nowTaken = new Set(are.filter(({ taken }) => taken).map(key));
    const nowKnown = new Set(are.map(key));
    for (const slot of were) {
      expect(nowKnown.has(key(slot))).toBe(true);
      const stillFree = slot.taken || !nowTaken.has(key(slot));
      expect(stillFree).toBe(true);
    }
  });
});

it('a booking that was abandoned is never scheduled', () =>
  check(({ after }) => {
    const booked = after.rounds.flatMap(slotsOf).map(({ bookingId }) => bookingId);
    expect(after.abandoned.filter((bookingId) => booked.includes(bookingId))).toEqual([]);
  }));

it('the candidate is never in two rounds at once, and a panel has the votes that its plan asks for when it is booked', () =>
  check(({ after, events }) => {
    const booked = after.rounds.filter(({ status }) => status === 'scheduled').flatMap(({ booking }) => booking ?? []);
    for (const one of booked)
      for (const other of booked) expect(one === other || one.endsAt <= other.startsAt || other.endsAt <= one.startsAt).toBe(true);
    for (const { type, data } of events)
      if (type === 'interview.round-scheduled.v1' || type === 'interview.round-moved.v1') {
        const { panelSize } = after.rounds.find(({ roundId }) => roundId === data.roundId)!;
        expect(data.booking.panel.filter(({ role }) => role !== 'shadow').length).toBeGreaterThanOrEqual(panelSize);
      }
  }));

it('no published event names a verdict or a rating; the conclusion alone counts them', () =>
  check(({ events }) => {
    for (const { type, data } of events)
      if (contractOf(type)!.topic !== null && type !== 'interview.concluded.v1') expect(JSON.stringify(data)).not.toMatch(/verdict|rating/);
  }));

it('a round is complete exactly when everybody with a vote is in or waived', () =>
  check(({ after }) => {
    for (const round of after.rounds.filter(({ status }) => status === 'complete' || status === 'awaiting_feedback')) {
      const open = round.panel.filter(
        (seat) => hasSeat(seat) && seat.role !== 'shadow' && ['due', 'not_due'].includes(seat.scorecard.status),
      );
      expect(open.length === 0).toBe(round.status === 'complete');
    }
  }));

it('a conclusion is a person’s, waits for every scorecard, and says when it goes against the majority', () =>
  check(({ before, events, command }) => {
    for (const { type, data } of events)
      if (type === 'interview.concluded.v1') {
        const { yes, no } = verdictsOf(before);
        expect(['mara', 'hiro']).toContain(data.by);
        expect(before.rounds.flatMap(owing)).toEqual([]);
        expect(data.verdicts).toEqual({ yes, no });
        expect(data.dissent).toBe((data.conclusion === 'hire' && no > yes) || (data.conclusion === 'no_hire' && yes > no));
        expect('dissent' in command && command.dissent).toBe(data.dissent);
      }
  }));

it('every deadline is served by its command: the same moment is never due again', () =>
  check(({ after }) => {
    const due = loop.due?.(after);
    if (!due) return;
    const served = fold(loop, after, loop.decide({ ...due.command, at: due.at, by: { kind: 'timer', id: due.command.do } }, after));
    const next = loop.due?.(served);
    expect(next && `${next.at} ${next.command.do}`).not.toBe(`${due.at} ${due.command.do}`);
  }));

it('the random histories meet every event of a loop', () => {
  const met = new Set<string>();
  check(
    ({ events }) => {
      for (const { type } of events) met.add(type);
      // The same histories every time, for chance alone would miss one now and then.
    },
    { numRuns: 300, seed: 1 },
  );
  const types = allEvents().flatMap(({ type }) => (type.startsWith('interview.') && type !== 'interview.planned.v1' ? [type] : []));
  expect([...met].sort()).toEqual(types.sort());
});
