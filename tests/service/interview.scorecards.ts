/** Scorecards and conclusions over HTTP: hidden, split, unlocked, and concluded with dissent. Run by interview.spec.ts. */
import { eventually } from '@rolecall/testing';
import { at, type InterviewService } from './interview-service.js';

export const scorecards = (of: () => InterviewService) => {
  describe('scorecards', () => {
    let loop: string;
    beforeAll(async () => {
      loop = await of().loop();
    });

    const post = (person: string, path: string, body?: object) => of().post(person, `loops/${loop}/${path}`, body);
    const card = (verdict: string, note?: string) => ({
      ...{ verdict, note },
      ratings: [
        { competencyId: 'kafka', rating: verdict, note: 'Knew the broker.' },
        { competencyId: 'talk', rating: 'yes' },
      ],
    });
    const roundOf = async (viewer: string, roundId: string) =>
      (await of().get(viewer, `loops/${loop}`)).json.rounds.find((round: { roundId: string }) => round.roundId === roundId);
    const seen = async (viewer: string) =>
      (await roundOf(viewer, 'skills')).scorecards.map(
        ({ person, status, hidden, verdict }: Record<string, unknown>) =>
          `${person} ${status}${hidden ? ' hidden' : ''}${verdict ? ` ${verdict}` : ''}`,
      );

    it('a stage is passed when its round was held and its scorecards are in', async () => {
      await post('mara', 'rounds/phone/schedule', at('09:00', 'lena'));
      expect(
        (await post('lena', 'rounds/phone/submit-scorecard', { verdict: 'yes', ratings: [{ competencyId: 'go', rating: 'yes' }] })).json
          .code,
      ).toBe('loop/scorecard-not-due');
      expect((await post('mara', 'rounds/phone/mark-held', {})).json.code).toBe('loop/not-begun-yet');
      expect((await post('mara', 'rounds/phone/mark-held', { earlier: true })).json.happened).toEqual(['interview.round-held.v1']);
      expect((await post('mara', 'pass-stage', { stageId: 'screen' })).json).toMatchObject({
        code: 'loop/scorecards-due',
        details: { people: ['lena'] },
      });
      expect((await post('mara', 'rounds/phone/remind')).json.happened).toEqual(['interview.scorecards-reminded.v1']);
      const onBehalf = { verdict: 'strong_yes', ratings: [{ competencyId: 'go', rating: 'strong_yes' }], onBehalfOf: 'lena' };
      expect((await post('cleo', 'rounds/phone/submit-scorecard', onBehalf)).json.happened).toEqual([
        ...['interview.scorecard-kept.v1', 'interview.scorecard-submitted.v1', 'interview.scorecards-unlocked.v1'],
      ]);
      expect((await post('lena', 'pass-stage', { stageId: 'screen' })).json.code).toBe('loop/not-yours');
      expect((await post('hiro', 'pass-stage', { stageId: 'screen' })).json.happened).toEqual([
        'interview.stage-passed.v1',
        'interview.stage-planned.v1',
      ]);
      expect((await post('hiro', 'pass-stage', { stageId: 'screen' })).json.happened).toEqual([]);
    });

    it('a scorecard is hidden until one’s own is in, in the view, the history and the notes', async () => {
      await post('mara', 'rounds/skills/schedule', {
        ...at('10:00', 'olaf', 'pia'),
        panel: [...at('10:00', 'olaf', 'pia').panel, { person: 'shay', role: 'shadow' }],
      });
      await post('mara', 'rounds/skills/mark-held', { earlier: true });
      expect((await post('shay', 'rounds/skills/submit-scorecard', card('yes'))).json.code).toBe('loop/no-vote');
      expect((await post('olaf', 'rounds/skills/submit-scorecard', { ...card('no'), ratings: [] })).json.code).toBe('request/invalid');
      expect(
        (await post('olaf', 'rounds/skills/submit-scorecard', { ...card('no'), ratings: card('no').ratings.slice(1) })).json,
      ).toMatchObject({
        ...{ code: 'loop/ratings-incomplete', details: { missing: ['kafka'] } },
      });
      expect((await post('olaf', 'rounds/skills/submit-scorecard', card('strong_no', 'Could not say what an offset is.'))).status).toBe(
        200,
      );
      expect(await seen('olaf')).toEqual(['olaf submitted strong_no', 'pia due']);
      for (const viewer of ['pia', 'shay', 'mara', 'hiro', 'lena']) {
        expect(await seen(viewer)).toEqual(['olaf submitted hidden', 'pia due']);
        const told = await Promise.all(['', '/history', '/notes'].map((what) => of().get(viewer, `loops/${loop}${what}`)));
        for (const { json } of told) expect(JSON.stringify(json)).not.toMatch(/strong_no|offset/);
      }
      expect((await of().get('mara', `loops/${loop}`)).json.verdicts).toBeNull();
      const mine = (await of().get('olaf', `loops/${loop}/notes`)).json.notes;
      expect(mine).toMatchObject([
        {
          about: 'interview.scorecard-submitted.v1',
          text: { note: 'Could not say what an offset is.', ratings: { kafka: 'Knew the broker.' } },
        },
      ]);
    });

    it('is unlocked to the panel and the hiring team when all are in, and can be amended', async () => {
      const last = await post('pia', 'rounds/skills/submit-scorecard', card('no'));
      expect(last.json.happened).toContain('interview.scorecards-unlocked.v1');
      for (const viewer of ['olaf', 'pia', 'shay', 'mara', 'hiro'])
        expect(await seen(viewer)).toEqual(['olaf submitted strong_no', 'pia submitted no']);
      expect(await seen('lena')).toEqual(['olaf submitted hidden', 'pia submitted hidden']);
      expect(JSON.stringify((await of().get('lena', `loops/${loop}/history`)).json)).not.toMatch(/strong_no/);
      expect((await post('pia', 'rounds/skills/submit-scorecard', card('yes'))).json.code).toBe('loop/scorecard-in');
      expect((await post('pia', 'rounds/skills/amend-scorecard', card('strong_no'))).json.happened).toEqual([
        ...['interview.scorecard-kept.v1', 'interview.scorecard-amended.v1'],
      ]);
      expect((await of().get('mara', `loops/${loop}`)).json.verdicts).toEqual({ yes: 1, no: 2 });
      expect((await roundOf('mara', 'skills')).scorecards[0]).toMatchObject({
        note: 'Could not say what an offset is.',
        ratings: [{ competencyId: 'kafka', note: 'Knew the broker.' }, { note: null }],
      });
    });

    it('a conclusion waits for scorecards, and says when it goes against the majority', async () => {
      await post('mara', 'rounds/together/schedule', at('14:00', 'lena'));
      expect((await post('hiro', 'conclude', { conclusion: 'hire' })).json).toMatchObject({
        code: 'loop/rounds-open',
        details: { rounds: ['together'] },
      });
      await post('mara', 'rounds/together/mark-held', { earlier: true });
      expect((await post('hiro', 'conclude', { conclusion: 'hire' })).json).toMatchObject({
        code: 'loop/scorecards-due',
        details: { people: ['lena'] },
      });
      expect((await post('lena', 'rounds/together/waive-scorecard', { person: 'lena', reason: 'not_needed' })).json.code).toBe(
        'loop/not-yours',
      );
      expect((await post('mara', 'rounds/together/waive-scorecard', { person: 'lena', reason: 'not_needed' })).status).toBe(200);
      expect((await post('hiro', 'conclude', { conclusion: 'hire' })).json).toMatchObject({
        status: 409,
        code: 'loop/dissent-required',
        details: { yes: 1, no: 2 },
      });
      expect((await post('hiro', 'conclude', { conclusion: 'hire', dissent: true })).json.errors).toMatchObject([{ path: 'reason' }]);
      const dissent = { conclusion: 'hire', dissent: true, reason: 'weight_of_evidence', note: 'The kafka round asked about operations.' };
      expect((await post('pia', 'conclude', dissent)).json.code).toBe('loop/not-yours');
      expect((await post('hiro', 'conclude', dissent)).json.happened).toEqual(['interview.concluded.v1']);
      const { commits } = (await of().get('mara', `loops/${loop}/history`)).json;
      expect(commits.at(-1)).toMatchObject({
        actor: { id: 'hiro' },
        events: [{ data: { conclusion: 'hire', dissent: true, verdicts: { yes: 1, no: 2 }, reason: 'weight_of_evidence', by: 'hiro' } }],
      });
      expect(await seen('lena')).toEqual(['olaf submitted strong_no', 'pia amended strong_no']);
      await eventually(
        async () => (await of().get('mara', `loops?requisitionId=${of().requisitionId}&status=concluded`)).json.items.length === 1,
      );
    });

    it('is reopened with one more round, moved back in, and cancelled', async () => {
      const round = { name: 'One more', durationMinutes: 30, panelSize: 1, competencies: [{ id: 'kafka', name: 'Kafka' }] };
      expect((await post('mara', 'add-round', { round, reason: 'split_panel' })).json.code).toBe('loop/ended');
      expect((await post('mara', 'reopen', { round, reason: 'split_panel' })).json.happened).toEqual([
        'interview.reopened.v1',
        'interview.round-added.v1',
      ]);
      const added = (await of().get('mara', `loops/${loop}`)).json.rounds.at(-1);
      expect(added).toMatchObject({ name: 'One more', status: 'needs_scheduling', stageId: 'onsite' });
      expect((await post('mara', 'move-back', { toStageId: 'screen', reason: 'more_evidence' })).json.happened).toEqual([
        ...['interview.round-cancelled.v1', 'interview.moved-back.v1', 'interview.stage-planned.v1'],
      ]);
      expect((await roundOf('mara', 'phone.2')).status).toBe('needs_scheduling');
      await post('mara', 'rounds/phone.2/schedule', at('16:00', 'gus'));
      expect((await post('mara', 'rounds/phone.2/mark-no-show', { absent: 'candidate' })).json.code).toBe('loop/not-begun-yet');
      expect((await post('mara', 'cancel', { reason: 'not_needed' })).json.happened).toEqual(['interview.cancelled.v1']);
      expect(await of().calendar('gus')).toEqual([]);
    });
  });
};
