/** What operators see and do over HTTP, and nobody else. Run by requisition.spec.ts. */
import * as contracts from '@rolecall/contracts';
import { operatorOrg } from '@rolecall/edge';
import { systemRandomness } from '@rolecall/messaging';
import { eventually } from '@rolecall/testing';
import type { RequisitionService } from './requisition-service.js';
import { rolecallOf } from './rolecall.js';
import { patienceMs } from './service.js';

const topic = 'hiring.application';

export const operators = (of: () => RequisitionService) => {
  const rolecall = (args: readonly string[], more?: Record<string, string>) => rolecallOf('requisition', of(), args, more);
  const asOperator = { org: operatorOrg };
  const heldKeys = async () => (await of().get('operator/held-keys', 'olga', asOperator)).json.items as { key: string; waiting: number }[];

  describe('an operator', () => {
    it('is a person of the operators’ own organization with that role, and nobody else', async () => {
      const forbidden = { status: 403, json: { code: 'request/forbidden', details: { role: 'operator' } } };
      const { paths } = (await (await fetch(`${of().running.url}/openapi.json`)).json()) as { paths: Record<string, object> };
      const operations = Object.entries(paths).filter(([path]) => path.startsWith('/v1/operator/'));
      expect(operations.length).toBeGreaterThan(10);
      for (const [path, methods] of operations)
        for (const method of Object.keys(methods) as ('get' | 'post')[]) {
          const asked = (person: string, headers?: Record<string, string>) => {
            const place = path.slice('/v1/'.length).replaceAll(/\{\w+\}/g, '1');
            return method === 'get' ? of().get(place, person, headers) : of().post(place, {}, person, headers);
          };
          expect([path, await asked('olga')]).toMatchObject([path, forbidden]);
          expect([path, await asked('mara', asOperator)]).toMatchObject([path, forbidden]);
        }
    });

    it('sees a message that breaks its contract hold its key, discards it with a reason, and what waited is handled', async () => {
      const id = await of().opened();
      const offer = of().offer(id);
      await of().tell(contracts.offerApproved, offer.applicationId, { offerId: offer.offerId, offerVersion: 'two' });
      await of().asks(offer);
      await eventually(async () => (await heldKeys()).some(({ key, waiting }) => key === offer.applicationId && waiting === 2), patienceMs);
      const path = `operator/held-keys/${topic}/${offer.applicationId}`;
      const { items } = (await of().get(path, 'olga', asOperator)).json;
      expect(items).toMatchObject([
        { reason: 'contract', type: 'offer.approved.v1', detail: expect.stringContaining('offerVersion: invalid_type'), topic },
        { reason: 'behind', key: offer.applicationId, headers: { ce_type: 'offer.approved.v1', ce_org: 'acme' } },
      ]);
      const place = { partition: items[0].partition, offset: items[0].offset };
      expect(await of().post(`${path}/release?dryRun=true`, {}, 'olga', asOperator)).toMatchObject({ status: 400 });
      expect(await of().post(`${path}/release`, {}, 'olga', asOperator)).toMatchObject({ json: { handled: 0, free: false } });
      const refused = await of().post(`${path}/discard`, { reason: ' ', ...place }, 'olga', asOperator);
      expect(refused).toMatchObject({ status: 400, json: { code: 'request/invalid', errors: [{ path: 'reason' }] } });
      const discarded = await of().post(`${path}/discard`, { reason: 'sent by a broken build', ...place }, 'olga', asOperator);
      expect(discarded).toMatchObject({ status: 200, json: { handled: 1, free: true } });
      expect(await of().said('seat-reserved', offer)).toMatchObject({ seatId: 'seat-1' });
      expect(await of().get(path, 'olga', asOperator)).toMatchObject({ status: 404, json: { code: 'dead-letters/not-held' } });
    });

    it('sees, replays and discards a message that belongs to nobody', async () => {
      const headers = { ce_type: 'application.hired.v1' };
      await of().send({ topic, key: '', value: 'no json', headers });
      const loose = async () => (await of().get('operator/loose-letters', 'olga', asOperator)).json.items;
      const letter = await eventually(async () => (await loose()).find(({ value }: { value: string }) => value === 'no json'), patienceMs);
      expect(letter).toMatchObject({ reason: 'unreadable', headers });
      const path = `operator/loose-letters/${topic}/${letter.partition}/${letter.offset}`;
      expect((await of().post(`${path}/replay`, {}, 'olga', asOperator)).json).toEqual({ handled: false });
      expect((await of().post(`${path}/discard`, { reason: 'noise' }, 'olga', asOperator)).json).toEqual({ discarded: true });
      expect(await of().post(`${path}/discard`, { reason: 'noise' }, 'olga', asOperator)).toMatchObject({
        status: 404,
        json: { code: 'dead-letters/no-such-letter' },
      });
    });

    it('does the same from the command line, in text and as JSON', async () => {
      const id = await of().opened();
      const offer = of().offer(id);
      await of().tell(contracts.offerApproved, offer.applicationId, { offerId: offer.offerId });
      await of().asks(offer);
      await of().send({ topic, key: '', value: 'noise', headers: {} });
      await eventually(async () => (await heldKeys()).some(({ key, waiting }) => key === offer.applicationId && waiting === 2), patienceMs);
      const address = `requisition/${topic}/${offer.applicationId}`;
      const listed = await eventually(async () => {
        const { stdout } = await rolecall(['dead', 'list']);
        return stdout.includes('unreadable') && stdout;
      }, patienceMs);
      expect(listed).toContain(`${address}\n    contract: offer.approved.v1; 2 wait since `);
      const [, loose = ''] = /^(requisition\/hiring\.application#\d+:\d+)$/m.exec(listed) ?? [];
      const shown = await rolecall(['dead', 'show', address]);
      expect(shown.stdout).toMatch(/contract: offer\.approved\.v1 \(.*offerVersion: invalid_type/);
      expect(shown.stdout).toContain(`    ce_subject: acme/offer/${offer.applicationId}`);
      expect((await rolecall(['dead', 'show', loose])).stdout).toContain('    noise');
      expect(await rolecall(['dead', 'release', address])).toMatchObject({ code: 1, stdout: expect.stringContaining('0 handled') });
      expect(await rolecall(['dead', 'discard', address])).toMatchObject({ code: 1, stderr: expect.stringContaining('--reason') });
      expect(await rolecall(['dead', 'discard', address, '--reason', 'x'])).toMatchObject({
        stderr: expect.stringContaining('--message'),
      });
      const [, place = ''] = /^(\S+#\d+:\d+) /.exec(shown.stdout) ?? [];
      const discarded = await rolecall(['dead', 'discard', address, '--message', place, '--reason', 'broken sender', '--json']);
      expect([discarded.code, JSON.parse(discarded.stdout)]).toEqual([0, { handled: 1, free: true }]);
      expect(await rolecall(['dead', 'replay', loose])).toMatchObject({ code: 1, stdout: expect.stringContaining('still dead') });
      expect((await rolecall(['dead', 'discard', loose, '--reason', 'noise'])).stdout).toBe('discarded\n');
      const left = await rolecall(['dead', 'list', '--service', 'requisition']);
      for (const each of [address, loose]) expect(left.stdout).not.toContain(each);
    });

    it('does the same for a command that the timer could not run: sees it with its trace, releases it, discards it', async () => {
      const [id, other] = [await of().opened(), await of().opened()];
      const addresses = [await of().deadDeadline(id), await of().deadDeadline(other)];
      const listed = await rolecall(['dead', 'list']);
      for (const each of addresses) expect(listed.stdout).toContain(`${each}\n    deadline: remind-review, due `);
      const [address = '', second = ''] = addresses;
      const shown = `^remind-review, due \\S+Z: given up \\S+Z after 5 attempts\n {4}TypeError {2}trace a{32}\n {6}at nowhere\n$`;
      expect((await rolecall(['dead', 'show', address])).stdout).toMatch(new RegExp(shown));

      expect(await rolecall(['dead', 'release', address])).toMatchObject({ code: 0, stdout: 'released: the timer tries it again now\n' });
      await eventually(async () => (await of().history(id)).at(-1) === 'hold-review-due', patienceMs);
      const discarded = await rolecall(['dead', 'discard', second, '--reason', 'nobody waits']);
      expect(discarded).toMatchObject({ code: 0, stdout: 'discarded\n' });
      const left = (await rolecall(['dead', 'list'])).stdout;
      for (const each of addresses) expect(left).not.toContain(each);
      expect(await rolecall(['dead', 'release', second])).toMatchObject({ code: 1, stderr: expect.stringContaining('no-such-deadline') });
      expect([await of().dueAt(other), (await of().history(other)).at(-1)]).toEqual([undefined, 'held']);
      expect(await of().operatorLog()).toMatchObject([
        { act: 'release', by: { id: 'olga' }, facts: { stream: `acme/requisition/${id}` } },
        { act: 'discard', by: { id: 'olga' }, facts: { stream: `acme/requisition/${other}`, reason: 'nobody waits' } },
      ]);
    });

    it('asks for long work, which a service knows or says no to', async () => {
      expect(await of().post('operator/jobs', { kind: 'nothing' }, 'olga', asOperator)).toMatchObject({
        status: 404,
        json: { code: 'operator/unknown-job', details: { kinds: expect.any(Array) } },
      });
      expect(await of().post('operator/jobs', {}, 'olga', asOperator)).toMatchObject({ status: 400, json: { errors: [{ path: 'kind' }] } });
      expect((await of().get('operator/jobs', 'olga', asOperator)).json).toEqual({ items: [] });
      const nobody = `operator/jobs/${systemRandomness.id()}`;
      const unknown = { status: 404, json: { code: 'operator/no-such-job' } };
      expect(await of().get(nobody, 'olga', asOperator)).toMatchObject(unknown);
      expect(await of().post(`${nobody}/cancel`, {}, 'olga', asOperator)).toMatchObject(unknown);
    });

    it('is told plainly what is wrong with a command', async () => {
      const wrong = async (args: readonly string[], more?: Record<string, string>) => {
        const { code, stderr, stdout } = await rolecall(args, more);
        return [code, stderr.trim() || stdout.split('\n')[0]];
      };
      expect(await wrong(['dead', 'show'])).toEqual([1, expect.stringContaining('which one?')]);
      expect(await wrong(['dead', 'show', 'requisition/x/y'])).toEqual([1, expect.stringContaining('dead-letters/not-held')]);
      expect(await wrong(['dead', 'list', '--service', 'payroll'])).toEqual([1, 'no service "payroll"; there are requisition']);
      expect(await wrong(['dead', 'list'], { ROLECALL_TOKEN: '' })).toEqual([1, expect.stringContaining('ROLECALL_TOKEN is not set')]);
      expect(await wrong(['dead', 'list'], { ROLECALL_TOKEN: await of().tokenOf('mara') })).toEqual([
        1,
        expect.stringContaining('request/forbidden'),
      ]);
      expect(await wrong(['dead', 'list'], { ROLECALL_SERVICES: 'offer=http://127.0.0.1:65530' })).toEqual([
        1,
        expect.stringContaining('ECONNREFUSED'),
      ]);
      expect(await wrong(['dead', 'list', '--loud'])).toEqual([2, expect.stringContaining('--loud')]);
      expect(await wrong(['jobs', 'list'])).toEqual([0, 'no job was ever begun']);
      expect(await wrong(['jobs', 'show'])).toEqual([1, expect.stringContaining('rolecall jobs list')]);
      expect(await wrong(['jobs', 'show', 'x'])).toEqual([1, expect.stringContaining('names no job')]);
      for (const act of ['show', 'follow', 'cancel'])
        expect(await wrong(['jobs', act, `requisition/${systemRandomness.id()}`])).toEqual([
          1,
          expect.stringContaining('operator/no-such-job'),
        ]);
      expect(await wrong(['alive'])).toEqual([2, expect.stringContaining('rolecall doctor')]);
    });

    it('cancels long work while it runs, and reads that it was', async () => {
      const slow = { kind: 'verify', options: { all: true, unhurried: true } };
      const { id } = (await of().post('operator/jobs', slow, 'olga', asOperator)).json;
      expect((await rolecall(['jobs', 'list'])).stdout).toContain(`requisition/${id}\n    verify all=true unhurried=true`);
      const cancelled = await rolecall(['jobs', 'cancel', `requisition/${id}`]);
      expect(cancelled).toMatchObject({ code: 0, stdout: expect.stringMatching(/^verify .* by olga, ended \S+ by olga; cancelled/) });
      expect((await rolecall(['jobs', 'show', `requisition/${id}`])).stdout).toContain('; cancelled');
      expect(await rolecall(['jobs', 'follow', `requisition/${id}`])).toMatchObject({ code: 1 });
    });

    it('hands on a message that an older build could not read, once this one can', async () => {
      const id = await of().opened();
      const offer = of().offer(id);
      const address = await of().putAside(offer);
      expect((await rolecall(['dead', 'list'])).stdout).toContain(`${address}\n    unreadable`);
      expect(await rolecall(['dead', 'replay', address])).toMatchObject({ code: 0, stdout: 'handled\n' });
      expect(await of().said('seat-reserved', offer)).toMatchObject({ seatId: 'seat-1' });
      expect((await rolecall(['dead', 'list'])).stdout).not.toContain(address);
      expect(await rolecall(['dead', 'replay', address])).toMatchObject({ code: 1, stderr: expect.stringContaining('no-such-letter') });
    });
  });
};
