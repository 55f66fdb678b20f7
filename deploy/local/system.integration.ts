/** A system of one service: a real process that can be killed and comes back at its address. */
import { readFileSync } from 'node:fs';
import { isAlive } from './processes.ts';
import { runningSystems } from './running.ts';
import { startSystem } from './start-system.ts';
import type { System } from './system.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ services: ['requisition'], flags: [] });
});
afterAll(() => system.stop());

const answers = async (path: string) => (await fetch(`${system.services.requisition.url}${path}`)).status;

it('is ready when it is given, and known to whoever looks for it', async () => {
  expect(await answers('/readyz')).toBe(200);
  const found = runningSystems().find(({ pid }) => pid === process.pid);
  expect(found?.services).toEqual({ requisition: system.services.requisition.url });
});

it('comes back at the same address after a SIGKILL, and joins its group again', async () => {
  const { requisition } = system.services;
  const { url, pid, log } = requisition;
  const before = readFileSync(log, 'utf8');
  await requisition.kill();
  expect(isAlive(pid)).toBe(false);
  await requisition.start();
  await requisition.joined();
  expect(requisition.pid).not.toBe(pid);
  expect(requisition.url).toBe(url);
  expect(await answers('/readyz')).toBe(200);
  expect(readFileSync(log, 'utf8').startsWith(before)).toBe(true);
});

it('says goodbye when asked to, and leaves nothing when it stops', async () => {
  const { requisition } = system.services;
  await requisition.kill('SIGTERM');
  expect(readFileSync(requisition.log, 'utf8')).toContain('"msg":"stopped"');
  await requisition.start();
  const { pid } = requisition;
  await system.stop();
  expect(isAlive(pid)).toBe(false);
  expect(runningSystems().some((running) => running.pid === process.pid)).toBe(false);
});
