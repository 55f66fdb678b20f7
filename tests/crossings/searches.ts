/** A search that is held, cancelled or made smaller while offers ask for its seats and people apply. Run by crossings.spec.ts. */
import type { Stand } from '../fault/round.ts';
import { happened, inMs, type Someone } from './company.ts';
import { row, times } from './row.ts';

const all = <T>(count: number, make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, make));
const requisitionOf = ({ story }: Someone): string => story.requisitionId;
const waits = { application: 'decision', offer: 'approved', seat: 'line', claim: true } as const;
const reserved = { ...waits, seat: 'reserved' } as const;
const hire = { application: 'hired', offer: 'accepted', seat: 'filled' } as const;

const holdOf = () => ({ reason: 'budget', reviewAt: inMs(30 * 86_400_000) });

export const searches = (stand: () => Stand): void => {
  row(stand, 'seat reserved × requisition on hold: the reservation stands; no new ones', (of, way) => {
    let people: Someone[];
    beforeAll(async () => {
      people = await all(3 + times, async () => (await of().pending(await of().search(1), 1))[0] as Someone);
    }, 180_000);
    const hold = (someone: Someone) => of().act(requisitionOf(someone), 'hold', holdOf());
    const resumed = async (someone: Someone) => {
      expect(await of().act(requisitionOf(someone), 'resume')).toContain('requisition.resumed.v1');
      await of().comesTo(someone, reserved);
    };
    way('reserved, then held: the seat stays, and nothing goes out on it until the search goes on', async () => {
      const someone = people[0] as Someone;
      await of().approve(someone);
      await of().stands(someone, reserved);
      expect(await hold(someone)).toEqual(['requisition.held.v1']);
      await of().wouldNotExtend(someone, 'offer/requisition-on-hold');
      await of().stands(someone, reserved);
      await resumed(someone);
    });
    way('held, then asked for: it waits in line, and has its seat when the search goes on', async () => {
      const someone = people[1] as Someone;
      expect(await hold(someone)).toEqual(['requisition.held.v1']);
      await of().approve(someone);
      await of().sees('offer', someone.offer, ({ waiting }) => waiting?.reason === 'on_hold');
      await of().stands(someone, waits);
      await resumed(someone);
    });
    way('both before anybody has heard of either', async () => {
      const someone = people[2] as Someone;
      await of().unheard(() => Promise.all([of().approve(someone), hold(someone)]));
      await of().stands(someone, waits);
      await resumed(someone);
    });
    way('both in the same moment, several times', () =>
      Promise.all(
        people.slice(3).map(async (someone) => {
          await Promise.all([of().approve(someone), hold(someone)]);
          await of().sees('offer', someone.offer, ({ seat, waiting }) => Boolean(seat ?? waiting));
          await resumed(someone);
        }),
      ),
    );
  });

  row(
    stand,
    'seat reserved × requisition cancelled: refused while offers are outstanding; crossing, the offer stays fillable',
    (of, way) => {
      let people: Someone[];
      beforeAll(async () => {
        people = await all(4 + times, async () => (await of().seated(await of().search(1), 1))[0] as Someone);
      }, 180_000);
      const cancel = (someone: Someone) => of().act(requisitionOf(someone), 'cancel', { reason: 'budget' });
      const completed = (someone: Someone) =>
        of().sees('requisition', `/v1/requisitions/${requisitionOf(someone)}/history`, ({ commits }) =>
          JSON.stringify(commits).includes('requisition.cancellation-completed.v1'),
        );
      const hired = async (someone: Someone) => {
        expect(await of().accept(someone)).toEqual(['offer.accepted.v1']);
        await of().sees('screening', someone.application, ({ status }) => status === 'pre_hire');
        expect(await of().clear(someone)).toContain('application.hired.v1');
        await of().comesTo(someone, hire);
        await completed(someone);
      };
      way('extended, then cancelled: refused', async () => {
        const someone = people[0] as Someone;
        await of().extend(someone);
        await of().seatIs(someone, 'extended');
        expect(await cancel(someone)).toBe('requisition/offers-outstanding');
        await of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved' });
      });
      way('cancelled, then to be extended: refused', async () => {
        const someone = people[1] as Someone;
        expect(await cancel(someone)).toContain('requisition.cancelled.v1');
        await of().wouldNotExtend(someone, 'offer/requisition-closed');
        await of().comesTo(someone, { application: 'decision', offer: 'approved' });
      });
      way(
        'both before anybody has heard of either: the offer is accepted and hired on its seat, then the cancellation completes',
        async () => {
          const someone = people[2] as Someone;
          const both = await of().unheard(() => Promise.all([of().extend(someone), cancel(someone)]));
          expect(both).toEqual([['offer.extended.v1'], expect.arrayContaining(['requisition.cancelled.v1'])]);
          await of().seatIs(someone, 'extended');
          await hired(someone);
        },
      );
      way('both before anybody has heard of either: when the offer ends, the cancellation completes without a hire', async () => {
        const someone = people[3] as Someone;
        await of().unheard(() => Promise.all([of().extend(someone), cancel(someone)]));
        expect(await of().rescind(someone)).toEqual(['offer.rescinded.v1']);
        await of().comesTo(someone, { application: 'decision', offer: 'rescinded', seat: 'none' });
        await completed(someone);
      });
      way('both in the same moment, several times', () =>
        Promise.all(
          people.slice(4).map(async (someone) => {
            const [extended, cancelled] = await Promise.all([of().extend(someone), cancel(someone)]);
            if (!happened(cancelled)) return of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved' });
            if (happened(extended)) return hired(someone);
            return of().comesTo(someone, { application: 'decision', offer: 'approved' });
          }),
        ),
      );
    },
  );

  row(stand, 'seat reserved × seats reduced: refused while offers are outstanding; crossing, the offer may fill the seat', (of, way) => {
    let people: Someone[];
    beforeAll(async () => {
      people = await all(3 + times, async () => (await of().seated(await of().search(2), 1))[0] as Someone);
    }, 180_000);
    const givesUp = async (someone: Someone) => {
      const { seat } = await of().sees('offer', someone.offer, (offer) => Boolean(offer.seat));
      return of().act(requisitionOf(someone), 'close-seat', { seatId: seat.seatId, reason: 'budget' });
    };
    const closing = ['requisition.seat-closing.v1'];
    const extended = ['offer.extended.v1'];
    /** And the seat that is given up is given up once. */
    const hired = async (someone: Someone) => {
      await of().seatIs(someone, 'extended');
      expect(await givesUp(someone)).toEqual([]);
      expect(await of().accept(someone)).toEqual(['offer.accepted.v1']);
      await of().sees('screening', someone.application, ({ status }) => status === 'pre_hire');
      await of().clear(someone);
      await of().comesTo(someone, hire);
    };
    way('extended, then given up: refused', async () => {
      const someone = people[0] as Someone;
      await of().extend(someone);
      await of().seatIs(someone, 'extended');
      expect(await givesUp(someone)).toBe('requisition/offers-outstanding');
      await of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved' });
    });
    way('given up, then extended: the offer that had it before may fill it', async () => {
      const someone = people[1] as Someone;
      expect(await givesUp(someone)).toEqual(closing);
      expect(await of().extend(someone)).toEqual(extended);
      await hired(someone);
    });
    way('both before anybody has heard of either', async () => {
      const someone = people[2] as Someone;
      expect(await of().unheard(() => Promise.all([of().extend(someone), givesUp(someone)]))).toEqual([extended, closing]);
      await hired(someone);
    });
    way('both in the same moment, several times', () =>
      Promise.all(
        people.slice(3).map(async (someone) => {
          const [out, seat] = await Promise.all([of().extend(someone), givesUp(someone)]);
          expect(out).toEqual(extended);
          if (happened(seat)) await hired(someone);
          else await of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved' });
        }),
      ),
    );
  });
};
