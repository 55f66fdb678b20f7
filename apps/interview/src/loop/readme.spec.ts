/** The state diagrams in the README are what the decider does: every arrow, and no other. */
import { readFileSync } from 'node:fs';
import { fold, Rejection } from '@rolecall/kernel';
import type { LoopCommand } from './commands.js';
import * as the from './loop.examples.js';
import { loop } from './loop.js';
import type { Loop, LoopEvent } from './state.js';

const histories: LoopEvent[][] = [
  ...Object.values(the.histories).map((history) => [...history]),
  [...the.histories.scheduled, the.declined('lena'), the.declined('olaf')],
  [...the.histories.awaiting_feedback, ...the.submitted('olaf')],
  [...the.histories.complete, ...the.passed()],
  [...the.histories.complete, ...the.passed(), the.scheduled(2, {}, 'skills'), the.noShow('candidate', 'skills')],
];
const arrows = { loop: new Map<string, Set<string>>(), round: new Map<string, Set<string>>() };

function draw(map: Map<string, Set<string>>, from: string, to: string, name: string): void {
  const arrow = `${from === 'absent' ? '[*]' : from} --> ${to}`;
  if (from !== to) map.set(arrow, (map.get(arrow) ?? new Set()).add(name));
}

function try_(history: LoopEvent[], command: LoopCommand): void {
  const before = fold(loop, loop.initial, history);
  try {
    const by = the.givers[command.do] ?? { kind: 'person', id: 'mara' };
    const after = fold(loop, before, loop.decide({ ...command, at: the.times[command.do] ?? the.time, by }, before));
    draw(arrows.loop, before.status, after.status, command.do);
    for (const { roundId, status } of after.rounds) draw(arrows.round, statusOf(before, roundId), status, command.do);
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
  }
}

const statusOf = ({ rounds }: Loop, id: string) => rounds.find(({ roundId }) => roundId === id)?.status ?? 'absent';
const lines = (map: Map<string, Set<string>>) => [...map].map(([arrow, names]) => `  ${arrow}: ${[...names].join(' / ')}`);

it('shows every arrow of the decider, and no other', () => {
  for (const history of histories) for (const command of Object.values(the.commands)) try_(history, command);
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const drawn = readme.split('<!-- states:begin -->\n')[1]?.split('\n<!-- states:end -->')[0];
  const block = (map: Map<string, Set<string>>) => ['```mermaid', 'stateDiagram-v2', ...lines(map), '```'].join('\n');
  expect(drawn).toBe(`The loop:\n\n${block(arrows.loop)}\n\nA round:\n\n${block(arrows.round)}`);
});
