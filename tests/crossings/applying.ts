/** Somebody who applies while the search ends. Run by crossings.spec.ts. */
import type { Stand } from '../fault/round.ts';
import { happened, inMs, type Someone } from './company.ts';
import { row, times } from './row.ts';

export const applying = (stand: () => Stand): void => {
  row(stand, 'application received × requisition closing: read again after the write; closed by the sweep', (of, way) => {
    let people: Someone[];
    beforeAll(async () => {
      people = await Promise.all(Array.from({ length: 3 + times }, async () => of().known(await of().search(1))));
    });
    /** Seconds instead of working days. */
    const cancel = ({ story }: Someone) => of().act(story.requisitionId, 'cancel', { reason: 'budget', closeOn: inMs(4000) });
    const cancelled = expect.arrayContaining(['requisition.cancelled.v1']);
    const closed = { application: 'closed', claim: false, loop: 'none', tasks: [] };
    way('applied, then cancelled: its owner is told, and the sweep closes it at the date', async () => {
      const someone = people[0] as Someone;
      expect(await of().apply(someone)).toContain('application.received.v1');
      expect(await cancel(someone)).toEqual(cancelled);
      await of().stands(someone, { application: 'received', tasks: ['close_or_keep'] });
      await of().comesTo(someone, closed);
    });
    way('cancelled, then applied: refused as soon as it is known', async () => {
      const someone = people[1] as Someone;
      expect(await cancel(someone)).toEqual(cancelled);
      await of().wouldNotTake(someone, 'application/requisition-closed');
      expect(await of().apply(someone)).toBe('application/requisition-closed');
    });
    way('both before anybody has heard of either', async () => {
      const someone = people[2] as Someone;
      const both = await of().unheard(() => Promise.all([of().apply(someone), cancel(someone)]));
      expect(both).toEqual([expect.arrayContaining(['application.received.v1']), cancelled]);
      await of().comesTo(someone, closed);
    });
    way('both in the same moment, several times: refused or closed', () =>
      Promise.all(
        people.slice(3).map(async (someone) => {
          const [applied, ended] = await Promise.all([of().apply(someone), cancel(someone)]);
          expect(ended).toEqual(cancelled);
          if (happened(applied)) await of().comesTo(someone, closed);
          else expect(applied).toBe('application/requisition-closed');
        }),
      ),
    );
  });
};
