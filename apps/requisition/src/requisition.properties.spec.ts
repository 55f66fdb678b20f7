import '@rolecall/contracts';
import { allEvents, Rejection } from '@rolecall/kernel';
import fc from 'fast-check';
import { outstanding, seatStatus } from './requisition/state.js';
import * as x from './requisition.examples.js';
import { type Requisition, type RequisitionCommand, type RequisitionEvent, requisition } from './requisition.js';
import * as s from './requisition.seat-examples.js';

const names = ['a', 'b', 'c', 'd', 'e'];
const name = fc.constantFrom(...names);
const band = fc.constantFrom('berlin', 'lisbon');
const seatId = fc.constantFrom('seat-1', 'seat-2', 'seat-3', 'seat-4');
/** Small, so that old words come late, repeats happen, and newer ones win. */
const sequence = fc.integer({ min: 1, max: 8 });

const delivery: fc.Arbitrary<RequisitionCommand> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(name, band, sequence).map(([offer, bandId, seq]) => s.approvedOffer(offer, bandId, seq)) },
  { weight: 2, arbitrary: fc.tuple(name, seatId, sequence).map(([offer, seat, seq]) => s.extendedOffer(offer, seat, seq)) },
  { weight: 2, arbitrary: fc.tuple(name, seatId, sequence).map(([offer, seat, seq]) => s.acceptedOffer(offer, seat, seq)) },
  { weight: 2, arbitrary: fc.tuple(name, sequence).map(([offer, seq]) => s.endedOffer(offer, 'declined', seq)) },
  { weight: 1, arbitrary: fc.tuple(name, sequence).map(([offer, seq]) => s.hiredPerson(offer, seq)) },
  { weight: 1, arbitrary: fc.tuple(name, sequence).map(([offer, seq]) => s.reversedHire(offer, 'no_show', seq)) },
);
const byPeople: fc.Arbitrary<RequisitionCommand> = fc.oneof(
  fc.constant<RequisitionCommand>({ do: 'hold', reason: 'other', reviewAt: '2026-04-01T09:00:00.000Z' }),
  fc.constant<RequisitionCommand>({ do: 'resume' }),
  seatId.map((id): RequisitionCommand => ({ do: 'close-seat', seatId: id, reason: 'budget' })),
  seatId.map((id): RequisitionCommand => ({ do: 'release-reservation', seatId: id, reason: 'stalled' })),
  fc.shuffledSubarray(names.map(x.offer)).map((offerIds): RequisitionCommand => ({ do: 'rank-waiting-offers', offerIds, reason: 'other' })),
  band.map(
    (bandId): RequisitionCommand => ({
      do: 'request-change',
      seats: [{ ...x.seat('any', bandId), id: undefined }],
      approval: x.approvalTerms,
    }),
  ),
  fc.constant<RequisitionCommand>({ do: 'recall' }),
  fc.constant<RequisitionCommand>({ do: 'approve-change', version: 0 }),
  fc.constant<RequisitionCommand>({ do: 'cancel', reason: 'budget' }),
);
const commands = fc.array(fc.oneof({ weight: 5, arbitrary: delivery }, { weight: 2, arbitrary: byPeople }), { maxLength: 60 });

const byType = new Map(allEvents().map((contract) => [contract.type, contract]));

function decide(command: RequisitionCommand, state: Requisition): RequisitionEvent[] {
  const by = { kind: 'person', id: command.do === 'approve-change' ? 'finn' : 'mara' } as const;
  const named = command.do === 'approve-change' ? { ...command, version: state.change?.version ?? 1 } : command;
  try {
    return requisition.decide({ ...named, at: x.at, by }, state);
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

function holds(state: Requisition): void {
  const holders = state.seats.flatMap(({ holder }) => holder?.offerId ?? []);
  const held = state.seats.filter((seat) => ['reserved', 'committed', 'filled'].includes(seatStatus(seat)));
  // reserved + committed + filled never above the approved seats; no offer on two seats, nor on one and in line.
  expect(held.length).toBeLessThanOrEqual(state.seats.length);
  expect(new Set([...holders, ...state.line.map(({ offerId }) => offerId)]).size).toBe(holders.length + state.line.length);
  const open = state.seats.filter((seat) => seatStatus(seat) === 'open');
  if (state.status === 'open') expect(state.line.filter(({ bandId }) => open.some((seat) => seat.bandId === bandId))).toEqual([]);
  if (state.status === 'filled')
    expect(state.seats.map(seatStatus).filter((status) => status !== 'filled' && status !== 'closed')).toEqual([]);
  if (state.status === 'cancelled') expect([open, state.line.filter(({ stage }) => stage === 'approved')]).toEqual([[], []]);
  if (state.status === 'cancelled')
    expect(state.settled).toBe(!state.seats.some((seat) => outstanding(seat) || seatStatus(seat) === 'reserved'));
}

const start = x.stateOf(...x.openSearch(3));

it('never gives more seats than were approved, nor one offer two, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(commands, (sequenceOfCommands) => {
      sequenceOfCommands.reduce((state, command) => {
        const next = decide(command, state).reduce(requisition.evolve, state);
        holds(next);
        return next;
      }, start);
    }),
    { numRuns: 600 },
  );
});

it('answers every approved offer that is not late, in the same decision', () => {
  fc.assert(
    fc.property(commands, name, band, (before, offer, bandId) => {
      const state = before.reduce((folded, command) => decide(command, folded).reduce(requisition.evolve, folded), start);
      const answers = decide(s.approvedOffer(offer, bandId, 99), state);
      expect(['requisition.seat-reserved.v1', 'requisition.seat-refused.v1']).toContain(answers[0]?.type);
      expect(answers[0]?.data).toMatchObject({ offerId: x.offer(offer), offerSequence: 99 });
    }),
    { numRuns: 300 },
  );
});

it('changes nothing when a delivery is repeated', () => {
  fc.assert(
    fc.property(commands, delivery, (before, repeated) => {
      const state = before.reduce((folded, command) => decide(command, folded).reduce(requisition.evolve, folded), start);
      const once = decide(repeated, state).reduce(requisition.evolve, state);
      expect(decide(repeated, once).reduce(requisition.evolve, once)).toEqual(once);
    }),
    { numRuns: 600 },
  );
});

it('says nothing that its contracts do not allow', () => {
  fc.assert(
    fc.property(commands, (all) => {
      all.reduce((state, command) => {
        const events = decide(command, state);
        for (const { type, data } of events) expect(byType.get(type)?.data.safeParse(data).error).toBeUndefined();
        return events.reduce(requisition.evolve, state);
      }, start);
    }),
    { numRuns: 100 },
  );
  for (const { type, data } of [...x.openSearch(2), x.held, x.filled, x.cancelled])
    expect(byType.get(type)?.data.safeParse(data).error).toBeUndefined();
});

it('ends alike for one offer in whatever order its words and its end come', () => {
  const words = [s.approvedOffer('a'), s.extendedOffer('a', 'seat-1'), s.acceptedOffer('a', 'seat-1'), s.endedOffer('a')];
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 4 }), (order) => {
      const end = order.reduce((state: Requisition, command) => decide(command, state).reduce(requisition.evolve, state), start);
      expect([end.line, end.seats.map(seatStatus)]).toEqual([[], ['open', 'open', 'open']]);
    }),
  );
});
