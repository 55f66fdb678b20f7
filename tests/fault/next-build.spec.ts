/**
 * The next build is this one with an event in its next version. When the patch does not fit the sources any more: make its change in them,
 * `git diff > tests/fault/next-build.patch`, and take the change back.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractOf, newestOf } from '@rolecall/kernel';
import '@rolecall/contracts';
import { root } from '../../deploy/local/root.js';
import { runTool } from '../../deploy/local/tool.js';
import { nextBuild, nextVersion } from './next-build.js';

const old = 'offer.seat-returned.v2';
const base = { applicationId: 'a', offerId: 'o' };
const told = `
  import { inNewestVersion } from '@rolecall/kernel';
  import '@rolecall/contracts';
  const data = { ...${JSON.stringify(base)}, reason: 'not_extended', extendBy: 'then' };
  console.log(JSON.stringify(inNewestVersion({ type: '${old}', data })));`;

let folder = '';
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'rolecall-next-')), 'build');
  await nextBuild(folder);
}, 120_000);
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

const runIn = async (cwd: string) => JSON.parse(await runTool(process.execPath, ['--input-type=module', '-e', told], { cwd }));

it('knows the next version, and tells that of today in it; the build of today does neither', async () => {
  const next = await nextVersion();
  expect(await runIn(folder)).toEqual({ type: next, data: { ...base, because: { code: 'not_extended', extendBy: 'then' } } });
  expect(await runIn(join(root, 'apps/offer'))).toMatchObject({ type: old });
  expect([contractOf(next), newestOf(next)?.type]).toEqual([undefined, old]);
});

it.each(['offer', 'requisition'])('has a service %s that works with it', async (name) => {
  const files = await runTool('grep', ['-rlF', '--include=*.js', await nextVersion(), join(folder, 'apps', name, 'dist')]);
  expect(files.trim().split('\n').length).toBeGreaterThan(0);
});
