/** What the offer service keeps of others' is lost or wrong, is found so by the verifier, and is rebuilt while people work. */
import { Ports } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { type OfferService, terms } from './offer-service.js';
import { rolecallOf } from './rolecall.js';
import { org, patienceMs } from './service.js';

export const copies = (of: () => OfferService) => {
  const rolecall = (...args: string[]) => rolecallOf('offer', of(), args);
  const collection = (name: string) => of().running.app.get(Ports, { strict: false }).database.collection(`${name}-copies`);
  const drafted = async (applicationId: string) => (await of().post('offers', { applicationId, terms })).status;
  const documentOf = async (name: string, id: string) => {
    const { sequence, copy } = (await collection(name).findOne({ _id: `${org}/${id}` })) as unknown as { sequence: number; copy: object };
    return { sequence, copy };
  };

  describe('copies', () => {
    it('that are lost or wrong are named by `rolecall verify` and rebuilt by `rolecall replay`, while new events come and offers are drafted', async () => {
      const [lost, wrong, untouched] = [await of().wanted(), await of().wanted(), await of().wanted()];
      const { requisitionId } = of();
      const before = await Promise.all([documentOf('application', wrong.applicationId), documentOf('requisition', requisitionId)]);
      await collection('application').deleteOne({ _id: `${org}/${lost.applicationId}` });
      await collection('conclusion').deleteOne({ _id: `${org}/${lost.applicationId}:1` });
      await collection('application').updateOne({ _id: `${org}/${wrong.applicationId}` }, { $set: { 'copy.standing': 'hired' } });
      await collection('requisition').updateOne({ _id: `${org}/${requisitionId}` }, { $set: { 'copy.bands': [] } });
      expect(await drafted(lost.applicationId)).toBe(503);

      const verified = await rolecall('verify', 'offer', '--all', '--topics');
      expect(verified.code).toBe(1);
      for (const [copy, what] of [
        [`application-copies/${org}/${lost.applicationId}`, 'it is missing'],
        [`conclusion-copies/${org}/${lost.applicationId}:1`, 'it is missing'],
        [`application-copies/${org}/${wrong.applicationId}`, 'its events say something else of standing'],
        [`requisition-copies/${org}/${requisitionId}`, 'its events say something else of bands'],
      ])
        expect(verified.stdout).toContain(`copy: ${copy}: ${what}`);
      expect(verified.stdout).not.toContain(untouched.applicationId);

      const [replayed, later] = await Promise.all([rolecall('replay', 'offer', '--json'), of().wanted()]);
      expect([replayed.code, JSON.parse(replayed.stdout)]).toMatchObject([0, [{ status: 'done', findings: [] }]]);
      const [{ counts, total }] = JSON.parse(replayed.stdout);
      expect(counts.messages).toBeGreaterThanOrEqual(total.messages);
      expect(await Promise.all([documentOf('application', wrong.applicationId), documentOf('requisition', requisitionId)])).toEqual(before);
      for (const { applicationId } of [lost, wrong, untouched, later])
        await eventually(async () => (await drafted(applicationId)) === 201, patienceMs);
      const again = await rolecall('verify', 'offer', '--all', '--topics', '--json');
      const copiesFound = JSON.parse(again.stdout)[0].findings.filter((finding: string) => finding.startsWith('copy:'));
      expect(copiesFound).toEqual([]);
    }, 240_000);

    it('are left alone by a replay from an instant, which has to be one', async () => {
      expect((await rolecall('replay', 'offer', '--from', new Date().toISOString())).code).toBe(0);
      expect(await rolecall('replay', 'offer', '--from', 'yesterday')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('--from 2026'),
      });
      expect(await rolecall('replay', 'offer', '--from', 'yesterday', '--from-owners')).toMatchObject({ code: 1 });
    }, 60_000);
  });
};
