/** A yes of the candidate, and what it may cross: the end of the application, or the end of the offer itself. Run by crossings.spec.ts. */
import type { Stand } from '../fault/round.ts';
import { type Company, happened, inMs, type Outcome, type Picture, type Someone } from './company.ts';
import { row, times } from './row.ts';

const onTheWay = { application: 'pre_hire', offer: 'accepted', seat: 'committed', claim: true } satisfies Partial<Picture>;
const yes: Outcome = ['offer.accepted.v1'];
/** A yes after the end of the offer: a task for its owner. */
const tooLate: Outcome = ['offer.late-answer-recorded.v1'];

export const answers = (stand: () => Stand): void => {
  row(stand, 'offer accepted × application withdrawn: the withdrawal; the offer is reneged, the seat open', (of, way) => {
    const gone = { application: 'withdrawn', seat: 'none', claim: false, loop: 'concluded', tasks: [] } satisfies Partial<Picture>;
    let people: Someone[];
    beforeAll(async () => {
      people = await of().extended(await of().search(3 + times), 3 + times);
    });
    way('accepted, then withdrawn', async () => {
      const someone = people[0] as Someone;
      expect(await of().accept(someone)).toEqual(yes);
      await of().sees('screening', someone.application, ({ status }) => status === 'pre_hire');
      expect(await of().withdraw(someone)).toContain('application.withdrawn.v1');
      await of().comesTo(someone, { ...gone, offer: 'reneged' });
    });
    way('withdrawn, then accepted: the offer was declined with it, and the answer is a task', async () => {
      const someone = people[1] as Someone;
      expect(await of().withdraw(someone)).toContain('application.withdrawn.v1');
      await of().sees('offer', someone.offer, ({ status }) => status === 'declined');
      expect(await of().accept(someone)).toEqual(tooLate);
      await of().comesTo(someone, { ...gone, offer: 'declined' });
    });
    way('both before anybody has heard of either', async () => {
      const someone = people[2] as Someone;
      const both = await of().unheard(() => Promise.all([of().accept(someone), of().withdraw(someone)]));
      expect(both).toEqual([yes, expect.arrayContaining(['application.withdrawn.v1'])]);
      await of().comesTo(someone, { ...gone, offer: 'reneged' });
    });
    way('both in the same moment, several times', () =>
      each(people.slice(3), async (someone) => {
        const [accepted, withdrawn] = await Promise.all([of().accept(someone), of().withdraw(someone)]);
        expect(withdrawn).toContain('application.withdrawn.v1');
        await of().comesTo(someone, { ...gone, offer: said(accepted, yes) ? 'reneged' : 'declined' });
      }),
    );
  });

  describe.each(['reject', 'close'] as const)('offer accepted × application ended by its owner: %s', (end) => {
    const gone = { seat: 'none', claim: false, loop: 'concluded', tasks: [] } satisfies Partial<Picture>;
    const ended = end === 'reject' ? 'rejected' : 'closed';
    const extendedAndAccepted = async (company: Company, someone: Someone): Promise<Outcome> => {
      const extended = await company.extend(someone);
      return happened(extended) ? company.accept(someone) : extended;
    };
    row(stand, 'the acceptance; the application is reinstated, its owner told', (of, way) => {
      const taken = { ...onTheWay, loop: 'concluded', tasks: ['reinstated_by_acceptance'] };
      let people: Someone[];
      beforeAll(async () => {
        people = await of().seated(await of().search(4 + times), 4 + times);
      });
      way('accepted, then ended: refused, for an offer is outstanding', async () => {
        const someone = people[0] as Someone;
        expect(await extendedAndAccepted(of(), someone)).toEqual(yes);
        await of().sees('screening', someone.application, ({ status }) => status === 'pre_hire');
        expect(await of()[end](someone)).toBe('application/offer-outstanding');
        await of().comesTo(someone, { ...onTheWay, tasks: [] });
      });
      way('ended, then to be extended and accepted: the offer has ended with it', async () => {
        const someone = people[1] as Someone;
        expect(await of()[end](someone)).toContain(`application.${ended}.v1`);
        await of().sees('offer', someone.offer, ({ status }) => status === 'voided');
        expect(await extendedAndAccepted(of(), someone)).toBe('offer/ended');
        await of().comesTo(someone, { ...gone, application: ended, offer: 'voided' });
      });
      way('accepted and then ended, before anybody has heard of either', async () => {
        const someone = people[2] as Someone;
        const both = await of().unheard(async () => [await extendedAndAccepted(of(), someone), await of()[end](someone)]);
        expect(both).toEqual([yes, expect.arrayContaining([`application.${ended}.v1`])]);
        await of().comesTo(someone, taken);
      });
      way('ended and then accepted, before anybody has heard of either', async () => {
        const someone = people[3] as Someone;
        const both = await of().unheard(async () => [await of()[end](someone), await extendedAndAccepted(of(), someone)]);
        expect(both).toEqual([expect.arrayContaining([`application.${ended}.v1`]), yes]);
        await of().comesTo(someone, taken);
      });
      way('both in the same moment, several times: who has accepted is on the way, else the end stands', () =>
        each(people.slice(4), async (someone) => {
          const [accepted, out] = await Promise.all([extendedAndAccepted(of(), someone), of()[end](someone)]);
          if (said(accepted, yes)) await of().comesTo(someone, happened(out) ? taken : { ...onTheWay, tasks: [] });
          else await of().comesTo(someone, { ...gone, application: ended, offer: 'voided' });
        }),
      );
    });
  });

  row(stand, 'offer accepted × rescinded: the offer’s own order; the loser becomes a task for a person', (of, way) => {
    const back = {
      application: 'decision',
      offer: 'rescinded',
      seat: 'none',
      claim: true,
      tasks: ['offer_ended'],
    } satisfies Partial<Picture>;
    let people: Someone[];
    beforeAll(async () => {
      people = await of().extended(await of().search(2 + times), 2 + times);
    });
    const lateAnswers = async ({ offer }: Someone) => (await of().sees('offer', offer, () => true)).lateAnswers.length;
    way('accepted, then rescinded: refused', async () => {
      const someone = people[0] as Someone;
      expect([await of().accept(someone), await of().rescind(someone)]).toEqual([yes, 'offer/accepted']);
      await of().comesTo(someone, onTheWay);
    });
    way('rescinded, then accepted: the answer is a task', async () => {
      const someone = people[1] as Someone;
      expect([await of().rescind(someone), await of().accept(someone)]).toEqual([['offer.rescinded.v1'], tooLate]);
      await of().comesTo(someone, back);
      expect(await lateAnswers(someone)).toBe(1);
    });
    way('both in the same moment, several times: one of them', () =>
      each(people.slice(2), async (someone) => {
        const [accepted, rescinded] = await Promise.all([of().accept(someone), of().rescind(someone)]);
        if (said(accepted, yes)) expect(rescinded).toBe('offer/accepted');
        else expect([accepted, rescinded]).toEqual([tooLate, ['offer.rescinded.v1']]);
        await of().comesTo(someone, said(accepted, yes) ? onTheWay : back);
      }),
    );
  });

  row(stand, 'offer accepted × expired: the offer’s own order; an answer after it becomes a task for a person', (of, way) => {
    const back = {
      application: 'decision',
      offer: 'expired',
      seat: 'none',
      claim: true,
      tasks: ['offer_ended'],
    } satisfies Partial<Picture>;
    let people: Someone[];
    let expiresAt: string;
    beforeAll(async () => {
      people = await of().seated(await of().search(2 + times), 2 + times);
      expiresAt = inMs(5000);
      for (const outcome of await Promise.all(people.map((someone) => of().extend(someone, expiresAt))))
        expect(outcome).toEqual(['offer.extended.v1']);
    });
    way('accepted before, and in the moment of the deadline: in time or a task, and everybody agrees which', async () => {
      const [early, , ...crowd] = people as [Someone, Someone, ...Someone[]];
      expect(await of().accept(early)).toEqual(yes);
      await moment(expiresAt);
      await each(crowd, async (someone) => {
        const accepted = await of().accept(someone);
        if (!said(accepted, yes)) expect(accepted).toEqual(expect.arrayContaining([...tooLate]));
        await of().comesTo(someone, said(accepted, yes) ? onTheWay : back);
      });
      await of().comesTo(early, onTheWay);
    });
    way('expired, then accepted: the answer is a task', async () => {
      const someone = people[1] as Someone;
      await of().sees('offer', someone.offer, ({ status }) => status === 'expired');
      expect(await of().accept(someone)).toEqual(tooLate);
      await of().comesTo(someone, back);
    });
  });
};

/** All of them side by side. */
export const each = async (people: readonly Someone[], one: (someone: Someone) => Promise<void>): Promise<void> => {
  await Promise.all(people.map(one));
};
const said = (outcome: Outcome, what: Outcome): boolean =>
  happened(outcome) && happened(what) && what.every((type) => outcome.includes(type));
/** Resolves at that instant. */
const moment = (instant: string): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, Date.parse(instant) - Date.now())));
