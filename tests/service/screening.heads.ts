/** What operators see of heads and put right, over HTTP and on the command line. Run by screening.spec.ts. */
import { operatorOrg } from '@rolecall/edge';
import { type Commit, type Database, type Head, Ports } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import { rolecallOf } from './rolecall.js';
import type { ScreeningService } from './screening-service.js';
import { patienceMs } from './service.js';

const stream = 'damaged/working-time/organization';

/** A commit that no build can fold; nothing of it is published. */
const senseless: Commit = {
  ...{ _id: `${stream}/000000001`, stream, version: 1, cause: 'by hand', at: '2026-03-02T09:00:00.000Z', correlationId: 'x' },
  ...{ actor: { kind: 'person', id: 'mara' }, events: [{ id: 'e', sequence: 1, type: 'working-time.set.v1', data: { workdays: 5 } }] },
};

export const heads = (of: () => ScreeningService) => {
  const rolecall = (...args: string[]) => rolecallOf('screening', of(), args);
  const database = (): Database => of().running.app.get(Ports, { strict: false }).database;
  const allHeads = async () =>
    (await database()
      .collection('heads')
      .find({}, { sort: { _id: 1 } })
      .toArray()) as unknown as Head[];

  describe('heads', () => {
    it('that are lost come back by a command of the operator, with progress, and lists show them again', async () => {
      const { applicationId, requisitionId } = await of().applied(await of().open());
      const list = async () =>
        (await of().get(`applications?requisitionId=${requisitionId}`)).json.items.map(({ id }: { id: string }) => id);
      await eventually(async () => (await list()).length === 1, patienceMs);
      const before = await eventually(async () => {
        const [some, again] = [await allHeads(), await allHeads()];
        return some.length === again.length && again;
      });
      await database().collection('heads').deleteMany({});
      expect(await list()).toEqual([]);
      const { code, stdout } = await rolecall('heads', 'rebuild', 'screening');
      expect([code, stdout]).toEqual([
        0,
        expect.stringMatching(/^screening running[\s\S]*screening: done: commits \d+ of \d+, broken 0, streams \d+, written \d+\n$/),
      ]);
      expect(await list()).toEqual([applicationId]);
      expect((await allHeads()).map(({ _id }) => _id)).toEqual(expect.arrayContaining(before.map(({ _id }) => _id)));
    }, 60_000);

    it('are rebuilt beside other work: begun, listed, shown, followed; one at a time', async () => {
      const begun = await rolecall('heads', 'rebuild', '--detach');
      const [, address = ''] = /^begun: (screening\/[\w-]+)\n$/.exec(begun.stdout) ?? [];
      expect(address).toBeTruthy();
      const followed = await rolecall('jobs', 'follow', address, '--json');
      expect([followed.code, JSON.parse(followed.stdout)]).toMatchObject([
        0,
        [{ service: 'screening', kind: 'heads-rebuild', status: 'done', by: { id: 'olga', kind: 'person' }, counts: { broken: 0 } }],
      ]);
      expect((await rolecall('jobs', 'list')).stdout).toContain(`${address}\n    heads-rebuild, begun `);
      expect((await rolecall('jobs', 'show', address)).stdout).toMatch(/ by olga, ended .*; done: commits/);
      expect(await rolecall('jobs', 'cancel', address)).toMatchObject({ code: 1, stdout: expect.stringContaining('done') });
      const { json } = await of().post('operator/jobs', { kind: 'heads-rebuild', options: { fast: true } }, 'olga', { org: operatorOrg });
      expect(json).toMatchObject({ code: 'operator/wrong-options', details: { kind: 'heads-rebuild' } });
      const created = await of().post('operator/jobs', { kind: 'heads-rebuild' }, 'olga', { org: operatorOrg });
      expect([created.status, created.headers.get('location')]).toEqual([201, `/v1/operator/jobs/${created.json.id}`]);
      expect((await rolecall('jobs', 'follow', `screening/${created.json.id}`)).code).toBe(0);
    }, 60_000);
  });

  describe('an aggregate that cannot be folded', () => {
    it('is told apart from other failures, is listed for operators, and comes back when its history is put right', async () => {
      const theirs = { org: 'damaged' };
      await database().append([senseless]);
      const shown = await of().get('working-time', 'mara', theirs);
      expect(shown).toMatchObject({ status: 500, json: { code: 'request/aggregate-broken', instance: '/v1/working-time' } });
      const body = { workdays: [1], holidays: [], zone: 'UTC', opensAt: '08:00' };
      expect(await of().post('working-time/set', body, 'mara', theirs)).toMatchObject({ json: { code: 'request/aggregate-broken' } });
      expect((await of().get('working-time')).status).toBe(200);
      expect((await of().get('operator/broken', 'olga', { org: operatorOrg })).json).toEqual({
        items: [{ stream, at: expect.any(String), error: 'TypeError' }],
      });
      const listed = await rolecall('heads', 'broken');
      expect([listed.code, listed.stdout]).toEqual([0, expect.stringContaining(`screening@${stream}\n    TypeError since `)]);
      const gauge = async (value: number) =>
        (await (await fetch(`${of().running.operatorUrl}/metrics`)).text()).includes(
          `hiring_aggregates_broken{aggregate="working-time"} ${value}\n`,
        );
      await eventually(() => gauge(1), patienceMs);
      const rebuilt = JSON.parse((await rolecall('heads', 'rebuild', '--json')).stdout);
      expect(rebuilt).toMatchObject([{ counts: { broken: 1 }, findings: [`${stream}: cannot be folded after version 0: TypeError`] }]);
      await database().collection('commits').deleteOne({ _id: senseless._id });
      await database().append([{ ...senseless, events: [{ ...senseless.events[0], data: { ...body, by: 'mara' } } as never] }]);
      await eventually(() => gauge(0), patienceMs);
      expect((await rolecall('heads', 'broken')).stdout).toBe('nothing is broken\n');
      expect((await of().get('working-time', 'mara', theirs)).json).toMatchObject(body);
    }, 90_000);
  });
};
