/** Every answer that is a problem is counted by its code, wherever it is answered. */
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { issueToken, type Running, start } from './index.js';

const secret = 'a secret for tests that is long enough';

@Controller('things')
class Things {
  @Get('broken')
  broken(): never {
    throw new TypeError('a bug');
  }
}

@Module({ controllers: [Things] })
class TinyApp {}

let running: Running;
beforeAll(async () => {
  const env = { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' };
  running = await start(TinyApp, { service: 'tiny', env });
});
afterAll(() => running.stop());

const told = async () => {
  const text = await (await fetch(`${running.operatorUrl}/metrics`)).text();
  return Object.fromEntries(
    [...text.matchAll(/^hiring_problems_total\{code="(.*)"\} (\d+)$/gm)].map(([, code, count]) => [code, Number(count)]),
  );
};

it('those that somebody is woken for are there before the first', async () =>
  expect(await told()).toEqual({ 'request/unauthenticated': 0, 'request/failed': 0 }));

it('counts what a handler, a hook, the router and the bare socket answer', async () => {
  const headers = { authorization: `Bearer ${await issueToken({ person: 'mara', org: 'acme' }, secret)}` };
  for (let time = 0; time < 2; time += 1) await fetch(`${running.url}/v1/things/broken`, { headers });
  await fetch(`${running.url}/v1/things/broken`);
  await fetch(`${running.url}/v1/nothing`, { headers });
  await fetch(`${running.url}/v1/%zz`, { headers });
  await noHttp();
  expect(await told()).toEqual({
    'request/failed': 2,
    'request/unauthenticated': 1,
    'request/not-found': 1,
    'request/malformed': 2,
  });
});

const noHttp = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname, () => socket.write('no http at all\r\n\r\n'));
    socket.on('end', resolve).on('error', reject).resume();
  });
