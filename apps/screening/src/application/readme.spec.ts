/** The state diagram in the README is what the decider does: every arrow, and no other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, Rejection } from '@rolecall/kernel';
import * as the from './application.examples.js';
import { application } from './application.js';
import type { ApplicationCommand } from './commands.js';
import { type ApplicationEvent, isGone, openStages, type Status } from './state.js';

const closing = (history: readonly ApplicationEvent[]) => [...history, ...the.closingAnnounced()];
const person = { kind: 'person', id: 'mara' } as const;
/** The second build's states have no arrows yet. */
const states = (Object.keys(the.histories) as Status[]).filter((status) => !isGone(status));
const backs = (['received', 'in_review', 'interviewing'] as const).map(
  (to): ApplicationCommand => ({ do: 'move-back', to, reason: 'other' }),
);
const commands: ApplicationCommand[] = [...Object.values(the.commands), ...backs, { ...the.commands['begin-pre-hire'], contingencies: [] }];

function after(status: Status, command: ApplicationCommand): Status {
  const history = command.do === 'close-unkept' ? closing(the.histories[status]) : the.histories[status];
  const state = fold(application, application.initial, [...history]);
  const at = command.do === 'close-unkept' ? the.closeOn : command.do === 'start' ? '2026-05-02T00:00:00.000Z' : the.time;
  const dated = 'letterDueAt' in command ? { ...command, letterDueAt: '2026-06-01T09:00:00.000Z' } : command;
  try {
    return fold(application, state, application.decide({ ...dated, at, by: person }, state)).status;
  } catch (error) {
    if (error instanceof Rejection) return status;
    throw error;
  }
}

const groups = { open: openStages as readonly Status[], ended: ['rejected', 'withdrawn', 'closed'] as readonly Status[] };

/** Arrows with the commands that lead along them; what leads out of every state of a group is one arrow. */
function arrows(): string[] {
  const steps = states.flatMap((from) => commands.map((command) => ({ from, to: after(from, command), name: command.do })));
  const moves = steps.filter(({ from, to }) => from !== to);
  const groupOf = ({ from, to, name }: (typeof moves)[number]): string => {
    const [group] = Object.entries(groups).find(
      ([, all]) =>
        !all.includes(to) &&
        all.includes(from) &&
        all.every((each) => moves.some((move) => move.from === each && move.to === to && move.name === name)),
    ) ?? [from === 'absent' ? '[*]' : from];
    return group;
  };
  const found = new Map<string, Set<string>>();
  for (const move of moves) {
    const arrow = `${groupOf(move)} --> ${move.to}`;
    found.set(arrow, (found.get(arrow) ?? new Set()).add(move.name));
  }
  return [...found].map(([arrow, names]) => `  ${arrow}: ${[...names].join(' / ')}`);
}

const boxes = Object.entries(groups).flatMap(([name, all]) => [`  state ${name} {`, ...all.map((each) => `    ${each}`), '  }']);

it('shows every arrow of the decider, and no other', () => {
  const readme = readFileSync(join(process.cwd(), 'apps/screening/README.md'), 'utf8');
  const [, diagram = ''] = /<!-- states:begin -->\n```mermaid\n([\s\S]*?)\n```\n<!-- states:end -->/.exec(readme) ?? [];
  expect(diagram.split('\n')).toEqual(['stateDiagram-v2', ...boxes, ...arrows()]);
});
