/** Every command in every state, as offer.table.ts has it; and the README's diagram, checked against the same decider. */
import { readFileSync } from 'node:fs';
import { Rejection } from '@rolecall/kernel';
import type { Status } from './offer/state.js';
import * as the from './offer.examples.js';
import { type OfferCommand, type OfferEvent, offer } from './offer.js';
import { outcomes } from './offer.table.js';

type Name = OfferCommand['do'];

const approvers = ['approve', 'send-back', 'reject-approval', 'delegate'];
const deadlines = ['expire', 'return-seat', 'ask-again', 'escalate-approval'];
/** Late enough for every deadline of the examples. */
const at = (name: Name) => (deadlines.includes(name) ? the.later : the.at);
const by = (name: Name) => ({ kind: 'person', id: approvers.includes(name) ? 'finn' : 'mara' }) as const;

const transitions = new Set<string>();

/** Decides and folds, and notes which event moved the offer to another status. */
function run(history: readonly OfferEvent[], command: OfferCommand): OfferEvent[] {
  let state = the.stateOf(...history);
  const events = offer.decide({ at: at(command.do), by: by(command.do), ...command }, state);
  for (const event of events) {
    const next = offer.evolve(state, event);
    const from = state.status === 'absent' ? '[*]' : state.status;
    if (next.status !== state.status) transitions.add(`${from} --> ${next.status} : ${event.type.slice('offer.'.length, -3)}`);
    state = next;
  }
  return events;
}

function outcomeOf(name: Name, status: Status): string {
  const history = the.histories[status];
  try {
    const events = run(history, the.commandsIn(the.stateOf(...history))[name]);
    return events.map(({ type }) => type.slice('offer.'.length, -3)).join(' + ') || 'nothing';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return `! ${error.code.replace('offer/', '')}`;
  }
}

const states = Object.keys(the.histories) as Status[];
const names = Object.keys(the.commandsIn(offer.initial)) as Name[];

it.each(states)('reaches %s by its example', (status) => expect(the.stateOf(...the.histories[status]).status).toBe(status));

describe.each(names)('%s', (name) => {
  const rows = Object.entries(outcomes[name] ?? {}).flatMap(([outcome, in_]) => in_.split(' ').map((status) => [status, outcome] as const));
  it('has a line for every state', () => expect(rows.map(([status]) => status).sort()).toEqual([...states].sort()));
  it.each(rows)('in %s: %s', (status, outcome) => expect(outcomeOf(name, status as Status)).toBe(outcome));
});

it('moves between states as the README draws it', () => {
  const variants: OfferCommand[] = [
    the.conclusion('no_hire'),
    { do: 'end-with-application', how: 'rejected' },
    { do: 'take-back-hire', reason: 'no_show', reversedBy: 'mara' },
    { do: 'accept', version: 1, answeredAt: the.later },
  ];
  for (const status of states)
    for (const command of variants) {
      try {
        run(the.histories[status], command);
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
      }
    }
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const drawn = readme.split('<!-- states:begin -->')[1]?.split('<!-- states:end -->')[0] ?? '';
  const edges = drawn
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes('-->'));
  expect(edges.sort()).toEqual([...transitions].sort());
});
