import { readFileSync } from 'node:fs';
import { Rejection } from '@rolecall/kernel';
import * as example from './requisition.examples.js';
import { type RequisitionCommand, type RequisitionEvent, requisition } from './requisition.js';
import { probes } from './requisition.probes.js';
import * as seats from './requisition.seat-examples.js';

type Name = RequisitionCommand['do'];

const states: Record<string, RequisitionEvent[]> = {
  absent: [],
  draft: example.completeDraft(2),
  pending_approval: example.pendingApproval(2),
  approved: example.approvedSearch(2),
  rejected: [...example.pendingApproval(2), example.rejected],
  open: example.openSearch(2),
  on_hold: [...example.openSearch(2), example.held],
  filled: seats.filledSearch(),
  cancelled: [...example.openSearch(2), example.cancelled],
};

/** Each command in each state: the events (without `requisition.`), `-` for nothing, or the code (without `requisition/`). */
const table = `
command              | absent        | draft                  | pending_approval       | approved               | rejected        | open                   | on_hold                | filled                 | cancelled
draft                | drafted       | already-drafted        | already-drafted        | already-drafted        | already-drafted | already-drafted        | already-drafted        | already-drafted        | already-drafted
revise-role          | not-found     | role-revised           | approval-pending       | role-revised           | ended           | role-revised + told    | role-revised + told    | /filled                | ended
set-bands            | not-found     | bands-set              | approval-pending       | change-request-needed  | ended           | change-request-needed  | change-request-needed  | /filled                | ended
add-seats            | not-found     | seats-added            | approval-pending       | change-request-needed  | ended           | change-request-needed  | change-request-needed  | /filled                | ended
close-seat           | not-found     | seat-closed            | approval-pending       | seat-closed            | ended           | seat-closed + told     | seat-closed + told     | /seat-filled           | ended
set-team             | not-found     | team-set               | approval-pending       | team-set               | ended           | team-set + told        | team-set + told        | /filled                | ended
set-questions        | not-found     | questions-set          | approval-pending       | questions-set          | ended           | questions-set + told   | questions-set + told   | /filled                | ended
set-plan             | not-found     | plan-set               | approval-pending       | plan-set               | ended           | -                      | -                      | /filled                | ended
set-evaluation       | not-found     | evaluation-set         | approval-pending       | evaluation-set         | ended           | evaluation-set + told  | evaluation-set + told  | /filled                | ended
confirm-requirements | not-found     | requirements-confirmed | approval-pending       | requirements-confirmed | ended           | requirements-confirmed + told | requirements-confirmed + told | /filled   | ended
request-approval     | not-found     | approval-requested     | approval-pending       | change-request-needed  | ended           | change-request-needed  | change-request-needed  | change-request-needed  | ended
approve              | not-found     | approval/not-pending   | approval-given + approved | -                   | ended           | -                      | -                      | -                      | ended
send-back            | not-found     | approval/not-pending   | sent-back              | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
reject-approval      | not-found     | approval/not-pending   | rejected               | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
recall               | not-found     | approval/not-pending   | recalled               | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
delegate             | not-found     | approval/not-pending   | approval-delegated     | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
replace-approver     | not-found     | approval/not-pending   | approver-replaced      | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
remind               | not-found     | approval/not-pending   | approval-reminded      | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
comment              | not-found     | approval/not-pending   | approval-commented     | approval/not-pending   | ended           | approval/not-pending   | approval/not-pending   | approval/not-pending   | ended
escalate-approval    | not-found     | -                      | approval-escalated     | -                      | -               | -                      | -                      | -                      | -
open                 | not-found     | not-approved           | not-approved           | plan-set + opened      | ended           | -                      | /on-hold               | /filled                | ended
hold                 | not-found     | not-open               | not-open               | not-open               | ended           | held                   | held                   | /filled                | ended
remind-review        | -             | -                      | -                      | -                      | -               | -                      | hold-review-due        | -                      | -
resume               | not-found     | not-open               | not-open               | not-open               | ended           | -                      | resumed                | /filled                | ended
request-change       | not-found     | not-approved           | approval-pending       | change-requested + approval-requested | ended | change-requested + approval-requested | change-requested + approval-requested | change-requested + approval-requested | ended
approve-change       | not-found     | no-change-pending      | no-change-pending      | no-change-pending      | ended           | no-change-pending      | no-change-pending      | no-change-pending      | ended
refuse-change        | not-found     | no-change-pending      | no-change-pending      | no-change-pending      | ended           | no-change-pending      | no-change-pending      | no-change-pending      | ended
cancel               | not-found     | cancelled              | cancelled              | cancelled              | ended           | cancelled              | cancelled              | /filled                | -
reserve-seat         | not-known-yet | seat-refused           | seat-refused           | seat-refused           | seat-refused    | seat-reserved          | seat-refused           | seat-refused           | seat-refused
mark-extended        | not-known-yet | seat-missing           | seat-missing           | seat-missing           | seat-missing    | seat-reserved + seat-offered | seat-reserved + seat-offered | seat-missing | seat-reserved + seat-offered
commit-seat          | not-known-yet | seat-missing           | seat-missing           | seat-missing           | seat-missing    | seat-reserved + seat-committed | seat-reserved + seat-committed | seat-missing           | seat-reserved + seat-committed
fill-seat            | not-known-yet | seat-missing           | seat-missing           | seat-missing           | seat-missing    | seat-reserved + seat-filled | seat-reserved + seat-filled | seat-missing           | seat-reserved + seat-filled + cancellation-completed
release-seat         | not-known-yet | offer-ended            | offer-ended            | offer-ended            | offer-ended     | offer-ended            | offer-ended            | offer-ended            | offer-ended
reopen-seat          | not-known-yet | offer-ended            | offer-ended            | offer-ended            | offer-ended     | offer-ended            | offer-ended            | offer-ended            | offer-ended
rank-waiting-offers  | not-found     | other-line             | other-line             | other-line             | ended           | other-line             | other-line             | other-line             | ended
release-reservation  | not-found     | seat-not-reserved      | seat-not-reserved      | seat-not-reserved      | ended           | seat-not-reserved      | seat-not-reserved      | seat-not-reserved      | ended
`;

const callers: Partial<Record<Name, string>> = {
  'confirm-requirements': 'hiro',
  approve: 'finn',
  'send-back': 'finn',
  'reject-approval': 'finn',
  delegate: 'finn',
};
const notOfPeople = {
  draft: { requisitionId: example.requisitionId, role: example.role },
  'reserve-seat': seats.approvedOffer('b'),
  'mark-extended': seats.extendedOffer('b', 'seat-2'),
  'commit-seat': seats.acceptedOffer('b', 'seat-2'),
  'release-seat': seats.endedOffer('b'),
  'fill-seat': seats.hiredPerson('b'),
  'reopen-seat': seats.reversedHire('b'),
  'escalate-approval': {},
  'remind-review': {},
};

const transitions = new Set<string>();

/** Decides and folds, and notes which event moved the requisition to another status. */
function run(history: RequisitionEvent[], command: object): RequisitionEvent[] {
  let state = example.stateOf(...history);
  const events = requisition.decide({ at: '2026-05-01T09:00:00.000Z', by: { kind: 'person', id: 'mara' }, ...command } as never, state);
  for (const event of events) {
    const next = requisition.evolve(state, event);
    if (next.status !== state.status)
      transitions.add(
        `${state.status === 'absent' ? '[*]' : state.status} --> ${next.status} : ${event.type.slice('requisition.'.length, -3)}`,
      );
    state = next;
  }
  return events;
}

function outcome(name: Name, history: RequisitionEvent[]): string {
  const payload = (probes as Record<string, ((of: object) => object) | undefined>)[name]?.(example.stateOf(...history));
  const by = { kind: 'person', id: callers[name] ?? 'mara' };
  try {
    const events = run(history, { ...payload, ...notOfPeople[name as keyof typeof notOfPeople], do: name, by });
    return events.map(({ type }) => type.slice('requisition.'.length, -3).replace('terms-changed', 'told')).join(' + ') || '-';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const code = error.code.replace('requisition/', '');
    return ['filled', 'on-hold', 'seat-filled'].includes(code) ? `/${code}` : code;
  }
}

const [header, ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim())) as [string[], ...string[][]];

it('has a line for every command', () =>
  expect(rows.map(([name]) => name).sort()).toEqual([...Object.keys(notOfPeople), ...Object.keys(probes)].sort()));
it('has a column for every state', () => expect(header.slice(1)).toEqual(Object.keys(states)));
it.each(Object.entries(states))('reaches %s by its example', (name, history) => expect(example.stateOf(...history).status).toBe(name));

describe.each(rows)('%s', (name, ...cells) => {
  it.each(cells.map((cell, n) => [Object.keys(states)[n] as string, cell]))('in %s: %s', (state, cell) =>
    expect(outcome(name as Name, states[state] as RequisitionEvent[])).toBe(cell),
  );
});

it('moves between states as the README draws it', () => {
  const onHold = [...seats.committedSearch(), example.held];
  run(seats.committedSearch(), seats.hiredPerson('a'));
  run(onHold, seats.hiredPerson('a'));
  run(seats.filledSearch(), seats.reversedHire('a'));
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const drawn = readme.split('<!-- states:begin -->')[1]?.split('<!-- states:end -->')[0] ?? '';
  const edges = drawn
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes('-->'));
  expect(edges.sort()).toEqual([...transitions].sort());
});
