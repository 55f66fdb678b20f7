/** Every command in every situation of a loop and its round: what happens, or the code of the refusal. */
import { fold, Rejection } from '@rolecall/kernel';
import type { LoopCommand } from './commands.js';
import * as the from './loop.examples.js';
import { loop } from './loop.js';

type Name = LoopCommand['do'];

/** The events (without `interview.`), `-` for nothing, or `!` and the code (without `loop/`). */
const table = `
command             | absent                  | planned                       | scheduled                     | awaiting_feedback                    | complete                                                 | no_show                       | round_cancelled               | concluded              | cancelled
plan                | planned + stage-planned | -                             | -                             | -                                    | -                                                        | -                             | -                             | -                      | -
pass-stage          | !not-found              | !rounds-open                  | !rounds-open                  | !scorecards-due                      | stage-passed + stage-planned                             | !rounds-open                  | stage-passed + stage-planned  | !ended                 | !ended
move-back           | !not-found              | -                             | -                             | -                                    | -                                                        | -                             | -                             | !ended                 | !ended
add-round           | !not-found              | round-added                   | round-added                   | round-added                          | round-added                                              | round-added                   | round-added                   | !ended                 | !ended
schedule-round      | !not-found              | round-scheduled               | -                             | !wrong-round-state                   | !wrong-round-state                                       | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
move-round          | !not-found              | !wrong-round-state            | round-moved                   | !wrong-round-state                   | !wrong-round-state                                       | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
reschedule-round    | !not-found              | !wrong-round-state            | !wrong-round-state            | !wrong-round-state                   | !wrong-round-state                                       | round-moved                   | !wrong-round-state            | !ended                 | !ended
cancel-round        | !not-found              | round-cancelled               | round-cancelled               | !wrong-round-state                   | !wrong-round-state                                       | round-cancelled               | -                             | !ended                 | !ended
abandon-booking     | -                       | booking-abandoned             | booking-abandoned             | booking-abandoned                    | booking-abandoned                                        | booking-abandoned             | booking-abandoned             | booking-abandoned      | booking-abandoned
mark-held           | !not-found              | !wrong-round-state            | round-held                    | -                                    | -                                                        | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
end-rounds          | -                       | -                             | round-held                    | -                                    | -                                                        | -                             | -                             | -                      | -
mark-no-show        | !not-found              | !wrong-round-state            | no-show-recorded              | no-show-recorded                     | !wrong-round-state                                       | -                             | !wrong-round-state            | !ended                 | !ended
respond             | !not-found              | !not-on-panel                 | invitation-accepted           | !wrong-round-state                   | !wrong-round-state                                       | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
replace-interviewer | !not-found              | !wrong-round-state            | interviewer-replaced          | !wrong-round-state                   | !wrong-round-state                                       | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
submit-scorecard    | !not-found              | !unknown-seat                 | !scorecard-not-due            | scorecard-kept + scorecard-submitted | -                                                        | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
amend-scorecard     | !not-found              | !unknown-seat                 | !scorecard-not-due            | !no-scorecard                        | scorecard-kept + scorecard-amended | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
waive-scorecard     | !not-found              | !unknown-seat                 | !scorecard-not-due            | scorecard-waived                     | !scorecard-in                                            | !wrong-round-state            | !wrong-round-state            | !ended                 | !ended
remind              | !not-found              | !nothing-due                  | !nothing-due                  | scorecards-reminded                  | !nothing-due                                             | !nothing-due                  | !nothing-due                  | !ended                 | !ended
mark-overdue        | -                       | -                             | -                             | scorecards-overdue                   | -                                                        | -                             | -                             | -                      | -
conclude            | !not-found              | !nothing-begun                | !rounds-open                  | !scorecards-due                      | concluded                                                | round-cancelled + concluded   | concluded                     | -                      | !ended
reopen              | !not-found              | !not-ended                    | !not-ended                    | !not-ended                           | !not-ended                                               | !not-ended                    | !not-ended                    | reopened + round-added | reopened + round-added
cancel              | !not-found              | cancelled                     | cancelled                     | cancelled                            | cancelled                                                | cancelled                     | cancelled                     | !ended                 | -
end                 | -                       | cancelled + application-ended | cancelled + application-ended | cancelled + application-ended        | cancelled + application-ended                            | cancelled + application-ended | cancelled + application-ended | application-ended      | application-ended
`;

function outcome(name: Name, situation: the.Situation): string {
  const state = fold(loop, loop.initial, [...the.histories[situation]]);
  const by = the.givers[name] ?? { kind: 'person', id: 'mara' };
  try {
    const events = loop.decide({ ...the.commands[name], at: the.times[name] ?? the.time, by }, state);
    return events.map(({ type }) => type.slice('interview.'.length, -3)).join(' + ') || '-';
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return `!${error.code.slice('loop/'.length)}`;
  }
}

const [header, ...rows] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim())) as [string[], ...string[][]];

it('has a line for every command', () => expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(the.commands).sort()));
it('has a column for every situation', () => expect(header.slice(1)).toEqual(Object.keys(the.histories)));
describe.each(rows)('%s', (name, ...cells) => {
  it.each(cells.map((cell, n) => [header[n + 1] as the.Situation, cell] as const))('%s: %s', (situation, cell) =>
    expect(outcome(name as Name, situation)).toBe(cell),
  );
});
