/** An offer that goes out while the application ends; and two offers of one person. Run by crossings.spec.ts. */
import { eventually } from '@rolecall/testing';
import type { Stand } from '../fault/round.ts';
import type { Json } from '../load/client.ts';
import { each } from './answers.ts';
import { type Company, happened, type Picture, type Someone } from './company.ts';
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
    row(stand, 'the end; the offer is voided or declined by its reason', (of, way) => {
      let people: Someone[];
      beforeAll(async () => {
        people = await of().seated(await of().search(3 + times), 3 + times);
      });
      const ended = [`application.${application}.v1`];
      way('extended, then ended: only the candidate can end what is known to be out', async () => {
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
      way('ended, then to be extended: the offer has ended with it', async () => {
        const someone = people[1] as Someone;
        expect(await of()[end](someone)).toEqual(expect.arrayContaining(ended));
        await of().sees('offer', someone.offer, ({ status }) => status === inside);
        expect(await of().extend(someone)).toBe('offer/ended');
        await of().comesTo(someone, { ...gone, application, offer: inside });
      });
      way('both before anybody has heard of either', async () => {
        const someone = people[2] as Someone;
        const both = await of().unheard(() => Promise.all([of().extend(someone), of()[end](someone)]));
        expect(both).toEqual([['offer.extended.v1'], expect.arrayContaining(ended)]);
        await of().comesTo(someone, { ...gone, application, offer: out });
      });
      way('both in the same moment, several times', () =>
        each(people.slice(3), async (someone) => {
          const [extended, outcome] = await Promise.all([of().extend(someone), of()[end](someone)]);
          if (happened(outcome)) await of().comesTo(someone, { ...gone, application, offer: happened(extended) ? out : inside });
          else await of().comesTo(someone, { application: 'offered', offer: 'extended', seat: 'reserved', claim: true });
        }),
      );
    });
  });

  row(stand, 'two acceptances of one person: the first claim; the other becomes a task', (of, way) => {
    const onTheWay = { application: 'pre_hire', offer: 'accepted', seat: 'committed', claim: true } satisfies Partial<Picture>;
    const yes = ['offer.accepted.v1'];
    type Two = readonly [Someone, Someone];
    let people: Two[];
    beforeAll(async () => {
      const searches = [await of().search(3 + times), await of().search(3 + times)] as const;
      people = await Promise.all(Array.from({ length: 3 + times }, () => of().withTwoOffers(...searches)));
    });
    /** Both stand; the second one's owner has a task, and only that one's. The warning of the second offer stays with its owner. */
    const stands = async ([first, second]: Two, company: Company, warned: Someone) => {
      const tasksOf = (someone: Someone, ...more: string[]) => [...more, ...(someone === warned ? ['second_offer'] : [])];
      await company.comesTo(second, { ...onTheWay, tasks: tasksOf(second, 'second_acceptance') });
      await company.comesTo(first, { ...onTheWay, tasks: tasksOf(first) });
    };
    /** Whoever of the two is told. */
    const settles = async (two: Two, company: Company) => {
      const second = await eventually(async () => {
        const seen = await Promise.all(two.map(({ application }) => company.sees('screening', application, () => true)));
        return two.find((_, n) => seen[n].tasks.some(({ kind }: Json) => kind === 'second_acceptance'));
      }, 60_000);
      await stands(second === two[0] ? [two[1], two[0]] : two, company, two[1]);
    };
    for (const first of [0, 1] as const)
      way(`one after the other: that of the ${first === 0 ? 'first' : 'second'} offer stands`, async () => {
        const two = people[first] as Two;
        const [one, other] = [two[first] as Someone, two[1 - first] as Someone];
        expect(await of().accept(one)).toEqual(yes);
        await of().sees('screening', other.application, ({ tasks }) => tasks.some(({ kind }: Json) => kind === 'hired_elsewhere'));
        expect(await of().accept(other)).toEqual(yes);
        await stands([one, other], of(), two[1]);
      });
    way('both before anybody has heard of either', async () => {
      const two = people[2] as Two;
      expect(await of().unheard(() => Promise.all(two.map((each) => of().accept(each))))).toEqual([yes, yes]);
      await settles(two, of());
    });
    way('both in the same moment, several times', () =>
      Promise.all(
        people.slice(3).map(async (two) => {
          expect(await Promise.all(two.map((each) => of().accept(each)))).toEqual([yes, yes]);
          await settles(two, of());
        }),
      ),
    );
  });
};
