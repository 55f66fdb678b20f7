/** The organization's working time decides when letters and closings are due. Run by screening.spec.ts. */
import type { ScreeningService } from './screening-service.js';

const weekend = { workdays: [6, 7], holidays: ['2026-12-26'], zone: 'Asia/Tokyo', opensAt: '08:30' };

export const workingTime = (of: () => ScreeningService) => {
  /** Of an organization of its own, so that the other tests keep theirs. */
  const elsewhere = { org: 'weekenders' };
  const ofThem = async () => (await of().get('working-time', 'mara', elsewhere)).json;

  describe('the working time', () => {
    it('is Monday to Friday from nine in UTC until a person sets it, for one organization alone', async () => {
      const usual = { workdays: [1, 2, 3, 4, 5], holidays: [], zone: 'UTC', opensAt: '09:00' };
      expect(await ofThem()).toMatchObject({ ...usual, version: 0, actions: [{ command: 'set', allowed: true }] });
      const set = await of().post('working-time/set', weekend, 'mara', elsewhere);
      expect(set).toMatchObject({ status: 200, json: { version: 1, happened: ['working-time.set.v1'] } });
      expect(await ofThem()).toMatchObject({ ...weekend, version: 1 });
      expect((await of().post('working-time/set', weekend, 'mara', elsewhere)).json.happened).toEqual([]);
      expect((await of().get('working-time')).json).toMatchObject({ ...usual, version: 0 });
    });

    it.each([
      ['workdays', []],
      ['workdays', [8]],
      ['holidays', ['26.12.2026']],
      ['zone', 'Moon/Crater'],
      ['opensAt', '9'],
    ])('with %s %j is refused by its path', async (field, value) => {
      const refused = await of().post('working-time/set', { ...weekend, [field]: value }, 'mara', elsewhere);
      expect(refused).toMatchObject({ status: 400, json: { code: 'request/invalid' } });
      expect(refused.json.errors[0].path).toMatch(new RegExp(`^${field}`));
    });

    it('gives a rejection its letter on the next working day, where the organization works', async () => {
      const { applicationId } = await of().applied();
      const rejected = async (): Promise<string> => (await of().shown(applicationId)).end.letterDueAt;
      await of().act(applicationId, 'reject', { reason: 'stronger_candidate' });
      const due = new Date(await rejected());
      expect([due.getUTCHours(), due.getUTCMinutes(), [0, 6].includes(due.getUTCDay())]).toEqual([9, 0, false]);
      expect(due.getTime()).toBeGreaterThan(Date.now());
    });
  });
};
