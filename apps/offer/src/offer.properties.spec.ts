/** Random commands in random order, with late, repeated and foreign words: what never happens to an offer. */
import '@rolecall/contracts';
import { allEvents, Rejection } from '@rolecall/kernel';
import fc from 'fast-check';
import type { ApplicationStanding, RequisitionStatus } from './offer/commands.js';
import { isEnded, isOut } from './offer/state.js';
import * as the from './offer.examples.js';
import { type Offer, type OfferCommand, type OfferEvent, offer } from './offer.js';

/** Stands for the version that the offer has when the command comes. */
const present = 0;
const versions = [present, present, present, present, 1, 2];
const bands = ['berlin', 'berlin', 'berlin', 'lisbon'];
const requisitions: RequisitionStatus[] = [...Array<'open'>(13).fill('open'), 'on_hold', 'cancelled'];
const applications: ApplicationStanding[] = [...Array<'going_on'>(13).fill('going_on'), 'rejected', 'past_episode'];
const of = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
const day = (n: number) => new Date(Date.parse(the.at) + n * 86_400_000).toISOString();
const uptime = (n: number) => ({ since: day(n - 10), graceUntil: day(n - 9) });
const exactly =
  (...all: OfferCommand[]) =>
  (a: number) =>
    of(all, a);
const proposal = (b: number, c: number) => the.proposal(1, of(['inside', 'outside'], c), of(bands, b));

/** Makes a command of three numbers below 30: small, so that versions are stale, words late and repeats frequent. */
type Make = (a: number, b: number, c: number) => OfferCommand;
const seatWords: Make[] = [
  (a, b, c) => ({
    do: 'take-seat',
    seatId: of(['seat-1', 'seat-2'], c),
    bandId: of(bands, c),
    offerSequence: a,
    requisitionSequence: b + 1,
  }),
  (a, b, c) => the.refuse(a, b + 1, of([undefined, 1, 2], c)),
  (a, b, c) => the.release(b + 1, 'stalled', of([undefined, a], c)),
];
const otherWords: Make[] = [
  exactly(the.conclusion(), the.conclusion('no_hire')),
  (a) => ({ do: 'end-with-application', how: of(['rejected', 'withdrawn', 'closed'], a) }),
  exactly({ do: 'take-back-hire', reason: 'no_show', reversedBy: 'rita' }),
];
const deadlines: Make[] = [
  (a) => ({ do: 'expire', uptime: uptime(a) }),
  exactly({ do: 'return-seat' }, { do: 'escalate-approval' }, { do: 'ask-again' }),
];
const inside: Make[] = [
  (_, b, c) => the.draftOf(proposal(b, c)),
  (a, b, c) => ({
    do: 'revise',
    version: of(versions, a),
    terms: proposal(b, c),
    changed: ['base'],
    material: c < 15,
    reason: 'correction',
  }),
  (a) => ({ do: 'request-approval', ...the.approvalTerms, version: of(versions, a), fit: 'inside', extendWithinHours: 48 }),
  (a) => ({ do: 'approve', version: of(versions, a) }),
  exactly({ do: 'send-back' }, { do: 'recall' }),
  (a) => ({ do: 'request-seat', requisition: of(requisitions, a) }),
];
const extend: Make = (a, b, c) => ({
  ...{
    do: 'extend',
    version: of(versions, a),
    expiresAt: day(b + 10),
    requisition: of(requisitions, c),
    application: of(applications, a + c),
  },
});
const accept: Make = (a, b, c) => ({ do: 'accept', version: of(versions, a), answeredAt: day(b), uptime: uptime(c) });
const outside: Make[] = [
  ...[extend, extend, extend, accept],
  (a) => ({ do: 'open', version: of(versions, a) }),
  (a) => ({ do: 'extend-deadline', expiresAt: day(a) }),
  (a) => ({ do: 'change-start-date', startDate: day(a + 20).slice(0, 10) }),
  (a, b) => ({ do: 'reinstate', reason: 'mistake', requisition: of(requisitions, a), application: of(applications, b) }),
];
const endings: Make[] = [
  exactly({ do: 'rescind', reason: 'budget' }, { do: 'void', reason: 'budget' }, { do: 'reject-approval' }),
  (a) => ({ do: 'decline', reason: 'pay', answeredAt: day(a) }),
  (a) => ({ do: 'renege', reason: 'personal', application: of(applications, a) }),
];
/** Ends are rarer than what leads to them, or nothing would ever go far. */
const often = [seatWords, seatWords, inside, inside, inside, outside, outside, outside, outside, deadlines].flat();
const makes = [...often, ...often, ...often, ...endings, ...otherWords];

interface Step {
  readonly command: OfferCommand;
  readonly on: number;
}
const nat = fc.nat(29);
const stepOf = (from: readonly Make[]): fc.Arbitrary<Step> =>
  fc.tuple(fc.nat(from.length - 1), nat, nat, nat, fc.nat(24)).map(([n, a, b, c, on]) => ({ command: of(from, n)(a, b, c), on }));
/** Time only goes on. */
const steps = fc.array(stepOf(makes), { maxLength: 50, size: 'max' }).map((all) => [...all].sort((one, other) => one.on - other.on));

const approverOf = (command: OfferCommand) => (['approve', 'send-back', 'reject-approval'].includes(command.do) ? 'finn' : 'mara');

/** Nobody answers later than now. */
function resolved({ command, on }: Step, state: Offer): OfferCommand {
  const named = 'version' in command && command.version === present ? { ...command, version: state.version } : command;
  return 'answeredAt' in named && named.answeredAt > day(on) ? { ...named, answeredAt: day(on) } : named;
}

function decide(each: Step, state: Offer): OfferEvent[] {
  const command = resolved(each, state);
  try {
    return offer.decide({ ...command, at: day(each.on), by: { kind: 'person', id: approverOf(command) } }, state);
  } catch (error) {
    if (error instanceof Rejection) return [];
    throw error;
  }
}

/** Starts well on its way, so that the later states are reached often. */
const starts = fc.constantFrom<readonly OfferEvent[]>([], [the.asked], the.unseated, the.seated, the.seated, the.out, the.out);
type Seen = (before: Offer, event: OfferEvent, after: Offer, step: Step) => void;

function play(start: readonly OfferEvent[], all: readonly Step[], see: Seen): Offer {
  return all.reduce(
    (state, each) =>
      decide(each, state).reduce((before, event) => {
        const after = offer.evolve(before, event);
        see(before, event, after, each);
        return after;
      }, state),
    the.stateOf(...start),
  );
}
const always = (see: Seen, numRuns = 250) =>
  fc.assert(
    fc.property(starts, steps, (start, all) => void play(start, all, see)),
    { numRuns },
  );

it('is extended only from approved, on a seat of its band', () => {
  let seen = 0;
  always((before, { type }, after) => {
    if (type !== 'offer.extended.v1') return;
    seen += 1;
    expect([before.status, before.seat?.bandId]).toEqual(['approved', before.versions.at(-1)?.bandId]);
    expect(after.seat).toBeDefined();
  });
  expect(seen).toBeGreaterThan(20);
});

it('is accepted only in a version that was with the candidate, before its deadline', () => {
  let seen = 0;
  always((before, event) => {
    if (event.type !== 'offer.accepted.v1') return;
    seen += 1;
    expect(isOut(before.status) || before.status === 'expired').toBe(true);
    expect(event.data.offerVersion).toBe(before.version);
    expect(event.data.acceptedAt < (before.deadline?.expiresAt ?? '')).toBe(true);
    expect(before.lastSeatId).toBe(event.data.seatId);
  });
  expect(seen).toBeGreaterThan(20);
});

it('once out or accepted, is ended only by a person, the candidate, its own deadline, or the end of its application', () => {
  always((before, _, after, { command }) => {
    if (!(isOut(before.status) || before.status === 'accepted') || !isEnded(after.status)) return;
    const enders = ['rescind', 'renege', 'decline', 'expire', 'accept', 'end-with-application', 'take-back-hire'];
    expect(enders).toContain(command.do);
    if (command.do === 'accept') expect(after.status).toBe('expired');
    if (before.status === 'accepted') expect(['reneged', 'rescinded']).toContain(after.status);
  });
});

it('stays ended, unless it expired or was declined', () => {
  always((before, { type }, after) => {
    if (!isEnded(before.status) || after.status === before.status) return;
    expect(['expired', 'declined']).toContain(before.status);
    expect(['offer.reinstated.v1', 'offer.accepted.v1']).toContain(type);
    if (type === 'offer.accepted.v1') expect(before.status).toBe('expired');
  });
});

it('holds no seat, nor a place in line, once it has ended', () => {
  always((_, __, after) => {
    if (isEnded(after.status)) expect([after.seat, after.waiting, after.asking]).toEqual([undefined, undefined, false]);
    expect(after.seat !== undefined && after.asking).toBe(false);
  });
});

it('always has a deadline or a named person to wait for', () => {
  always((_, __, after) => {
    if (isOut(after.status)) expect(offer.due?.(after)).toBeDefined();
    if (after.status !== 'absent') expect(after.owner).toBe('mara');
  });
});

it('changes nothing when a word of others, a deadline or an answer is repeated', () => {
  const repeatable = stepOf([...seatWords, ...otherWords, ...deadlines, ...outside, ...endings]);
  fc.assert(
    fc.property(starts, steps, repeatable, (start, all, repeated) => {
      const state = play(start, all, () => undefined);
      const once = decide(repeated, state).reduce(offer.evolve, state);
      const again = decide(repeated, once);
      // The one exception is a deadline that was postponed: it may pass at the same moment.
      if (once.deadline?.expiresAt === state.deadline?.expiresAt) expect(again).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('says nothing that its contracts do not allow, and counts what it says', () => {
  const byType = new Map(allEvents().map((contract) => [contract.type, contract]));
  always((before, { type, data }, after) => {
    expect(byType.get(type)?.data.safeParse(data).error).toBeUndefined();
    expect(after.count).toBe(before.count + 1);
  }, 100);
  for (const { type, data } of Object.values(the.histories).flat()) expect(byType.get(type)?.data.safeParse(data).error).toBeUndefined();
});

it('numbers its versions 1, 2, 3 and has each once', () => {
  always((_, __, after) => expect(after.versions.map(({ version: n }) => n)).toEqual(after.versions.map((___, n) => n + 1)), 300);
});
