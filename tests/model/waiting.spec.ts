/**
 * docs/waiting.md: every state of every decider stands there, with the very deadlines that the decider has in it; and whoever waits has an
 * owner and, for another service, an end.
 */
import { globSync, readFileSync } from 'node:fs';
import { type AnyEvent, type Decider, fold } from '@rolecall/kernel';
import { calendar, calendarIdOf } from '../../apps/interview/src/calendar/calendar.js';
import * as loops from '../../apps/interview/src/loop/loop.examples.js';
import { loop } from '../../apps/interview/src/loop/loop.js';
import * as offers from '../../apps/offer/src/offer.examples.js';
import { offer } from '../../apps/offer/src/offer.js';
import * as searches from '../../apps/requisition/src/requisition.examples.js';
import { requisition } from '../../apps/requisition/src/requisition.js';
import * as seats from '../../apps/requisition/src/requisition.seat-examples.js';
import * as applications from '../../apps/screening/src/application/application.examples.js';
import { application } from '../../apps/screening/src/application/application.js';
import * as candidates from '../../apps/screening/src/candidate/candidate.examples.js';
import { candidate } from '../../apps/screening/src/candidate/candidate.js';
import { type SweepCommand, type SweepEvent, sweep } from '../../apps/screening/src/sweep/sweep.js';

const page = readFileSync(new URL('../../docs/waiting.md', import.meta.url), 'utf8');

const named = (text: string): string[] => [...text.matchAll(/`([\w-]+)`/g)].map(([, name]) => name as string);

/** Every row of the page, with the service that it is in. */
const rows = page.split('\n## ').flatMap((section) => {
  const [, aggregate = '', service = aggregate] = /^(\w+)(?: \((\w+)\))?\n/.exec(section) ?? [];
  return [...section.matchAll(/^\| `(\w+)` +\|(.+)\|$/gm)].map(([, state = '', cells = '']) => {
    const [waitsFor = '', deadline = '', owner = '', then = ''] = cells.split('|').map((cell) => cell.trim());
    return { aggregate, service, state, waitsFor, deadlines: named(deadline), owner, then };
  });
});

/** The commands that each state's row names as its deadlines. */
const rowsOf = (aggregate: string): Record<string, string[]> =>
  Object.fromEntries(rows.filter((row) => row.aggregate === aggregate).map(({ state, deadlines }) => [state, deadlines.sort()]));

type Histories = readonly (readonly AnyEvent[])[];

/** The same, as the decider has it after these histories. */
function deadlinesOf<S extends object>(decider: Decider<S, never, never>, histories: Histories, stateOf: (state: S) => string) {
  const states = histories.map((history) => fold(decider, decider.initial, history as never[]));
  const commandOf = (state: S) => (decider.due?.(state)?.command as { do: string } | undefined)?.do ?? [];
  const grouped = Map.groupBy(states, stateOf);
  return Object.fromEntries([...grouped].map(([state, all]) => [state, [...new Set(all.flatMap(commandOf))].sort()]));
}
const status = (state: object) => (state as { status: string }).status;
const except = (name: string, all: Record<string, readonly AnyEvent[]>): Histories =>
  Object.entries(all).flatMap(([each, history]) => (each === name ? [] : [history]));

it('of an application', () => {
  const { histories, received, evaluated, advanced, decisionDue, offered, preHireBegun } = applications;
  const read = [received(), evaluated(), advanced()];
  const out = [...read, decisionDue(), offered()];
  const all = [...except('absent', histories), read, out, [...out, preHireBegun()]];
  expect(rowsOf('application')).toEqual(deadlinesOf(application as never, all, status));
});

it('of a candidate', () => {
  const rows = rowsOf('candidate');
  expect(Object.keys(rows)).toEqual(['known', 'merged', 'erased']);
  expect(candidate.due).toBeUndefined();
  expect(fold(candidate, candidate.initial, [candidates.added()]).status).toBe('known');
});

it('of a sweep', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const closing = { reason: 'cancelled', closeOn: '2026-03-09T09:00:00.000Z', owner: 'mara' } as const;
  const { requisitionId } = applications;
  const by = { kind: 'timer', id: 'test' } as const;
  const none = { changed: 0, left: 0, failed: 0 };
  const through = (commands: readonly (SweepCommand & { readonly at: string })[]): SweepEvent[] => {
    const events: SweepEvent[] = [];
    for (const command of commands) events.push(...sweep.decide({ ...command, by }, fold(sweep, sweep.initial, events)));
    return events;
  };
  const begun = [{ do: 'start', requisitionId, ...closing, at }] as const;
  const waiting = [...begun, { do: 'advance', phase: 'announcing', round: 1, cursor: null, ...none, at }] as const;
  const closes = [...waiting, { do: 'begin-closing', at: closing.closeOn }] as const;
  const finished = [...closes, { do: 'advance', phase: 'closing', round: 1, cursor: null, ...none, at: closing.closeOn }] as const;
  const all = [begun, waiting, closes, finished, [...begun, { do: 'lift', at } as const]].map(through);
  expect(rowsOf('sweep')).toEqual(deadlinesOf(sweep as never, all, status));
});

it('of a requisition', () => {
  const { pendingApproval, completeDraft, approvedSearch, openSearch, rejected, held, cancelled } = searches;
  const { requisitionId, approvalTerms } = searches;
  const changing = { do: 'request-change', bands: [searches.lisbon, searches.berlin], approval: approvalTerms } as const;
  const open = fold(requisition, requisition.initial, openSearch(2));
  const by = { kind: 'person', id: 'mara' } as const;
  const changed = requisition.decide({ ...changing, at: searches.at, by }, open);
  const all = [
    ...[
      completeDraft(),
      pendingApproval(),
      approvedSearch(),
      [...pendingApproval(), rejected],
      openSearch(),
      [...openSearch(2), ...changed],
    ],
    ...[[...openSearch(), held], seats.filledSearch(), [...openSearch(), cancelled]],
  ];
  expect(requisitionId).toBeDefined();
  expect(rowsOf('requisition')).toEqual(deadlinesOf(requisition as never, all, status));
});

it('of a loop', () => {
  const all = except('absent', loops.histories);
  expect(rowsOf('loop')).toEqual(deadlinesOf(loop as never, all, status));
});

it('of a time in a calendar', () => {
  const of = { person: 'lena', year: 2026, bookingId: loops.bookingId(1), loopId: loops.loopId, roundId: 'phone' };
  const span = { applicationId: loops.applicationId, startsAt: loops.startsAt, endsAt: loops.endsAt, holdMs: 60_000 };
  const by = { kind: 'person', id: 'mara' } as const;
  const held = calendar.decide({ do: 'hold', ...of, ...span, at: loops.time, by }, calendar.initial);
  const confirmed = { do: 'confirm', bookingId: of.bookingId, at: loops.time, by } as const;
  const all = [held, [...held, ...calendar.decide(confirmed, fold(calendar, calendar.initial, held))]];
  expect(calendarIdOf('lena', 2026)).toBe(held[0]?.data.calendarId);
  const ofBooking = (state: object) => (state as typeof calendar.initial).bookings[0]?.status ?? 'free';
  expect(rowsOf('calendar')).toEqual(deadlinesOf(calendar as never, all, ofBooking));
});

it('of an offer', () => {
  const kept = [...offers.seated, offers.superseded(), offers.revised({ extendBy: '2026-03-02T12:00:00.000Z' })];
  const all = [...except('absent', offers.histories), offers.unseated, kept, [...kept, offers.approvalRequested(2)]];
  expect(rowsOf('offer')).toEqual(deadlinesOf(offer as never, all, status));
});

/** The rules that services register with their reconcilers. */
const rules = ['requisition', 'screening', 'interview', 'offer'].flatMap((service) =>
  globSync(`apps/${service}/src/{reconciling,reconciling/*}.ts`).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^ {6}name: '([\w-]+)',$/gm)].map(([, name]) => ({ name, service })),
  ),
);

describe('whoever waits', () => {
  const waiting = rows.filter(({ waitsFor }) => !/^nobody\b/.test(waitsFor));
  const forOthers = waiting.flatMap((row) => [...row.waitsFor.matchAll(/\*\*(\w+)\*\*/g)].map(([, other = '']) => ({ ...row, other })));

  it('has an owner', () => {
    expect(waiting.filter(({ owner }) => owner === '').map(({ aggregate, state }) => `${aggregate} ${state}`)).toEqual([]);
  });

  it('names in bold the service it waits for', () => {
    const plain = rows.filter(({ waitsFor }) => /(?<!\*)\b(requisition|screening|interview|offer)s?\b(?!\*)/.test(waitsFor));
    expect(plain.map(({ aggregate, state, waitsFor }) => `${aggregate} ${state}: ${waitsFor}`)).toEqual([]);
    expect(forOthers.length).toBeGreaterThan(4);
  });

  it.each(forOthers)('$aggregate $state for $other: by a deadline here or there, or until a reconciler looks', (row) => {
    const there = rows.filter(({ service }) => service === row.other).flatMap(({ deadlines }) => deadlines);
    const theirs = rules.filter(({ service }) => service === row.other || service === row.service).map(({ name }) => name);
    // An evaluation that was lost says nothing of what another service owes.
    const here = row.deadlines.filter((name) => name !== 'record-evaluation-unavailable');
    const ends = [...here, ...named(row.then).filter((name) => [...there, ...theirs].includes(name))];
    expect(ends).not.toEqual([]);
  });

  it('names no deadline, rule or state that is not there', () => {
    const known = [...rows.flatMap(({ state, deadlines }) => [state, ...deadlines]), ...rules.map(({ name }) => name), 'no_word'];
    expect(rows.flatMap(({ then }) => named(then)).filter((name) => !known.includes(name))).toEqual([]);
    expect(rules.length).toBeGreaterThan(10);
  });
});
