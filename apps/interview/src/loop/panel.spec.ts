/** A panel: accepting, declining, replacing. */
import { given } from '@rolecall/kernel';
import * as the from './loop.examples.js';
import { loop } from './loop.js';

const { commands } = the;
const as = (id: string) => ({ by: { kind: 'person', id } }) as const;
const decline = { do: 'respond', roundId: 'phone', answer: 'decline', reason: 'unavailable' } as const;
const replace = commands['replace-interviewer'];
const scheduled = the.histories.scheduled;

describe('an interviewer', () => {
  it('accepts once', () => {
    given(loop, ...scheduled)
      .when({ ...commands.respond, ...as('lena') })
      .then(the.accepted('lena'));
    given(loop, ...scheduled, the.accepted('lena'))
      .when({ ...commands.respond, ...as('lena') })
      .thenNothing();
  });
  it('declines once, also after accepting', () => {
    const declined = { ...the.declined('lena'), data: { ...the.declined('lena').data, reason: 'unavailable' } };
    given(loop, ...scheduled, the.accepted('lena'))
      .when({ ...decline, ...as('lena') })
      .then(declined as never);
    given(loop, ...scheduled, the.declined('lena'))
      .when({ ...decline, ...as('lena') })
      .thenNothing();
  });
  it('who declined cannot accept any more: the time is free for others', () =>
    given(loop, ...scheduled, the.declined('lena'))
      .when({ ...commands.respond, ...as('lena') })
      .thenRejected('loop/invitation-declined'));
  it('answers for themself alone', () => {
    for (const id of ['mara', 'pia'])
      given(loop, ...scheduled)
        .when({ ...decline, ...as(id) })
        .thenRejected('loop/not-on-panel');
    given(loop, ...scheduled, the.replaced('olaf', 'pia'))
      .when({ ...decline, ...as('olaf') })
      .thenRejected('loop/not-on-panel');
  });
});

describe('a replacement', () => {
  it('has the seat and its role, and a time of their own', () =>
    given(loop, ...scheduled, the.declined('olaf'))
      .when(replace)
      .then(the.replaced('olaf', 'pia')));
  it('happens once', () =>
    given(loop, ...scheduled, the.replaced('olaf', 'pia'))
      .when(replace)
      .thenNothing());
  it('may be followed by another, and by the first one again', () => {
    const history = [...scheduled, the.replaced('olaf', 'pia')];
    given(loop, ...history)
      .when({ ...replace, person: 'pia', replacement: 'olaf', bookingId: the.bookingId(10) })
      .thenState({
        interviewers: ['lena', 'shay', 'olaf'],
        rounds: [
          {
            panel: [
              {},
              { person: 'olaf', response: 'replaced' },
              {},
              { person: 'pia', response: 'replaced' },
              { person: 'olaf', response: 'invited' },
            ],
          },
        ],
      });
  });
  it.each([
    ['for somebody without a seat', { ...replace, person: 'gus' }, [], 'loop/unknown-seat'],
    ['by somebody who has one', { ...replace, replacement: 'lena' }, [], 'loop/already-on-panel'],
    ['by the same person', { ...replace, replacement: 'olaf' }, [the.declined('olaf')], 'loop/already-on-panel'],
    ['for a time that has moved since', replace, [the.moved()], 'loop/moved-meanwhile'],
    ['after the end', { ...replace, at: the.endsAt }, [], 'loop/in-the-past'],
  ])('not %s', (_, command, more, code) =>
    given(loop, ...scheduled, ...more)
      .when(command)
      .thenRejected(code),
  );
  it('not by a request whose hold ran out', () => {
    const { state } = given(loop, ...scheduled);
    const abandon = { do: 'abandon-booking', roundId: 'phone', bookingId: replace.bookingId } as const;
    const context = { at: the.time, by: { kind: 'timer', id: 'expire-holds' } } as const;
    given(loop, ...scheduled, ...loop.decide({ ...abandon, ...context }, state))
      .when(replace)
      .thenRejected('loop/booking-over');
  });
});
