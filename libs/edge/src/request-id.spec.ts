/** Whoever asks about an answer names its id: it is the one that the gateway gave, where the gateway gave one. */
import { Controller, Get, Module } from '@nestjs/common';
import { Caller, issueToken, type Running, start } from './index.js';

const secret = 'a secret for tests that is long enough';
const given = '01932c07-209c-7a5e-9c3e-1d1f5f7a9b11';

@Controller('doors')
class Doors {
  @Get()
  look(@Caller() { cause }: Caller) {
    return { cause: cause.id };
  }
}

@Module({ controllers: [Doors] })
class DoorApp {}

let running: Running;
beforeAll(async () => {
  running = await start(DoorApp, {
    service: 'doors',
    env: { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' },
  });
});
afterAll(() => running.stop());

async function idsWith(headers: Record<string, string>) {
  const answer = await fetch(`${running.url}/v1/doors`, { headers });
  return [answer.headers.get('x-request-id'), ((await answer.json()) as { cause: string }).cause];
}

const signed = async (requestId?: string) => ({
  authorization: `Bearer ${await issueToken({ person: 'mara', org: 'acme', requestId }, secret)}`,
});

it('is the one that was signed, in the answer and as a cause', async () =>
  expect(await idsWith(await signed(given))).toEqual([given, `http:${given}`]));

it.each([
  ['none was signed', async () => signed()],
  ['what was signed is no id of ours', async () => signed('mara@example.org')],
  ['a caller only says one', async () => ({ ...(await signed()), 'x-request-id': given })],
])('is a new one where %s', async (_, headers) => {
  const [id, cause] = await idsWith(await headers());
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  expect([id === given, cause]).toEqual([false, `http:${id}`]);
});
