/** An offer that goes out while the application ends; and two offers of one person. Run by crossings.spec.ts. */
import type { Stand } from '../fault/round.ts';
import { each } from './answers.ts';
import { happened, type Picture, type Someone } from './company.ts';
import { row, times } from './row.ts';

const gone = { seat: 'none', claim: false, loop: 'concluded', tasks: [] } satisfies Partial<Picture>;

/** How the application may end, and what its offer is then if it was out, and if it was not. */
const ends = [
  { end: 'withdraw', application: 'withdrawn', out: 'declined', inside: 'voided' },
  { end: 'reject', application: 'rejected', out: 'voided', inside: 'voided' },
  { end: 'close', application: 'closed', out: 'voided', inside: 'voided' },
] as const;

export const endings = (stand: () => Stand): void => {
  describe.each(ends)('offer extended × application ended: $end', ({ end, application, out, inside }) => {
    row(stand, 'the end; the offer is voided or declined by its reason', (of) => {
      let people: Someone[];
      beforeAll(async () => {
        people = await of().seated(await of().search(3 + times), 3 + times);
      });
      const ended = [`application.${application}.v1`];
      it('extended, then ended: only the candidate can end what is known to be out', async () => {
        const someone = people[0] as Someone;
        await of().extend(someone);
        await of().sees('screening', someone.application, ({ status }) => status === 'offered');
        const outcome = await of()[end](someone);
        if (end === 'withdraw') await of().comesTo(someone, { ...gone, application, offer: out });
        else {
          expect(outcome).toBe('application/offer-outstanding');
          await of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved', claim: true });
        }
      });
      it('ended, then to be extended: the offer has ended with it', async () => {
        const someone = people[1] as Someone;
        expect(await of()[end](someone)).toEqual(expect.arrayContaining(ended));
        await of().sees('offer', someone.offer, ({ status }) => status === inside);
        expect(await of().extend(someone)).toBe('offer/ended');
        await of().comesTo(someone, { ...gone, application, offer: inside });
      });
      it('both before anybody has heard of either', async () => {
        const someone = people[2] as Someone;
        const both = await of().unheard(() => Promise.all([of().extend(someone), of()[end](someone)]));
        expect(both).toEqual([['offer.extended.v1'], expect.arrayContaining(ended)]);
        await of().comesTo(someone, { ...gone, application, offer: out });
      });
      it('both in the same moment, several times', () =>
        each(people.slice(3), async (someone) => {
          const [extended, outcome] = await Promise.all([of().extend(someone), of()[end](someone)]);
          if (happened(outcome)) await of().comesTo(someone, { ...gone, application, offer: happened(extended) ? out : inside });
          else await of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved', claim: true });
        }));
    });
  });
};
