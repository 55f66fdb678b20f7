/** Random histories: repeats change nothing, letters go out at most once for an end, and nobody is judged by a machine. */
import { type Actor, fold, Rejection } from '@rolecall/kernel';
import fc from 'fast-check';
import * as the from './application.examples.js';
import { application } from './application.js';
import type { ApplicationCommand } from './commands.js';
import { type Application, type ApplicationEvent, isEnded } from './state.js';

const others = ['offer:1', 'offer:2'].map((_, n) => (n === 0 ? the.offerId : the.loopId));
const variants: fc.Arbitrary<ApplicationCommand> = fc.oneof(
  fc.constantFrom(...Object.values(the.commands)),
  fc.constantFrom<ApplicationCommand>(
    { ...the.commands['move-back'], to: 'interviewing' },
    { ...the.commands['end-offer'], cause: 'voided' },
    { ...the.commands['end-offer'], cause: 'rescinded' },
    { ...the.commands['begin-pre-hire'], contingencies: [] },
    { ...the.commands['begin-pre-hire'], offerId: others[1]!, offerEpisode: 2 },
    { ...the.commands['begin-offer'], offerId: others[1]!, offerEpisode: 2 },
    { ...the.commands['conclude-interviews'], conclusion: 'no_hire' },
    the.receive({ source: { kind: 'agency', by: 'a', claimUntil: '2028-01-01T00:00:00.000Z' } }),
  ),
);
const actors: fc.Arbitrary<Actor> = fc.constantFrom<Actor>(
  { kind: 'person', id: 'mara' },
  { kind: 'service', id: 'offer' },
  { kind: 'timer', id: 't' },
);
const steps = fc.array(fc.tuple(variants, actors, fc.integer({ min: 0, max: 5 })), { maxLength: 40 });

type Seen = { before: Application; events: ApplicationEvent[]; after: Application; by: Actor };

/** Plays the steps on a clock that only goes forward, hours at a time; the letter of a decision is due a day later. */
function play(all: [ApplicationCommand, Actor, number][], see: (seen: Seen) => void): Application {
  let state = application.initial;
  let clock = Date.parse(the.time);
  for (const [command, by, days] of all) {
    clock += days * 86_400_000;
    const at = new Date(clock).toISOString();
    const letterDueAt = new Date(clock + 86_400_000).toISOString();
    const given = { ...command, ...('letterDueAt' in command ? { letterDueAt } : {}), at, by };
    try {
      const events = application.decide(given, state);
      const after = fold(application, state, events);
      see({ before: state, events, after, by });
      state = after;
      expect(application.decide(given, state).map(({ type }) => type)).toEqual([]);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
  }
  return state;
}

const of = (events: readonly ApplicationEvent[], name: string) => events.filter(({ type }) => type === `application.${name}.v1`);

it('a repeated command changes nothing', () =>
  fc.assert(
    fc.property(steps, (all) => void play(all, () => undefined)),
    { numRuns: 300 },
  ));

it('a letter goes out at most once for an end, and only while it stands', () =>
  fc.assert(
    fc.property(steps, (all) => {
      const letters = new Set<string>();
      let ends = 0;
      play(all, ({ before, events }) => {
        ends += of(events, 'rejected').length + of(events, 'closed').length;
        for (const { data } of of(events, 'letter-released')) {
          const { letterId } = data as { letterId: string };
          expect([letters.has(letterId), isEnded(before.status)]).toEqual([false, true]);
          letters.add(letterId);
        }
      });
      expect(letters.size).toBeLessThanOrEqual(ends);
    }),
    { numRuns: 300 },
  ));

const byPeople = ['advanced', 'rejected', 'withdrawn', 'contingency-failed', 'contingency-waived', 'kept', 'finding-corrected'];
it('no machine judges a person, and nobody is rejected or closed with an offer out', () =>
  fc.assert(
    fc.property(
      steps,
      (all) =>
        void play(all, ({ before, events, by }) => {
          for (const name of byPeople) if (of(events, name).length > 0) expect(by.kind).toBe('person');
          // A hire may be taken back by the offer's end, which a person decided there.
          for (const { data } of of(events, 'hire-reversed')) expect((data as { by: string }).by).not.toBe('offer');
          if (of(events, 'rejected').length + of(events, 'closed').length > 0) expect(before.offer).toBeUndefined();
        }),
    ),
    { numRuns: 300 },
  ));

it('the episode only grows, and an offer of an ended one never comes back', () =>
  fc.assert(
    fc.property(
      steps,
      (all) =>
        void play(all, ({ before, after }) => {
          expect(after.episode).toBeGreaterThanOrEqual(before.episode);
          expect(after.pastOffers).not.toContain(after.offer?.offerId);
          expect(after.end === undefined).toBe(!isEnded(after.status));
        }),
    ),
    { numRuns: 300 },
  ));
