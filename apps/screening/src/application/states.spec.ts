/** Every command in every state: what happens, or the code of the refusal. The README's diagram is checked against the same decider. */
import { fold, Rejection } from '@rolecall/kernel';
import { commands, histories, time } from './application.examples.js';
import { application } from './application.js';
import type { ApplicationCommand } from './commands.js';
import type { Status } from './state.js';
import { outcomes } from './states.table.js';

const person = { kind: 'person', id: 'mara', roles: [] } as const;
const service = { kind: 'service', id: 'offer' } as const;
const byServices = [
  'enter-stage',
  'conclude-interviews',
  'record-evaluation',
  'record-evaluation-unavailable',
  'release-letter',
  'announce-closing',
  'lift-closing',
  'close-unkept',
  'note-silence',
  'open-task',
  'begin-offer',
  'begin-pre-hire',
  'end-offer',
  'move-start-date',
];
/** Late enough for every deadline of the examples, except where the letter would then be in the past. */
const at = (name: string) => (['release-letter', 'start', 'note-silence'].includes(name) ? '2026-05-02T12:00:00.000Z' : time);

function outcomeOf(status: Status, command: ApplicationCommand): string {
  const state = fold(application, application.initial, histories[status] as never[]);
  try {
    const events = application.decide({ ...command, at: at(command.do), by: byServices.includes(command.do) ? service : person }, state);
    return events.map(({ type }) => type.replace('application.', '').replace('.v1', '')).join(' + ') || 'nothing';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return error.code.replace('application/', '! ');
  }
}

const states = Object.keys(histories) as Status[];
const names = Object.keys(commands) as ApplicationCommand['do'][];

describe.each(names)('%s', (name) => {
  const rows = Object.entries(outcomes[name] ?? {}).flatMap(([outcome, in_]) => in_.split(' ').map((status) => [status, outcome] as const));
  it('has a line for every state', () => expect(rows.map(([status]) => status).sort()).toEqual([...states].sort()));
  it.each(rows)('in %s: %s', (status, outcome) => expect(outcomeOf(status as Status, commands[name])).toBe(outcome));
});
