/** A service that stops waits for nobody who has asked nothing. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { issueToken, start } from './index.js';

const secret = 'a secret for tests that is long enough';

@Controller('doors')
class Doors {
  @Get()
  look() {
    return {};
  }
}

@Module({ controllers: [Doors] })
class DoorApp {}

it('ends connections over which nothing was asked, and those over which something was', async () => {
  const env = { AUTH_TOKEN_SECRET: secret, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' };
  const running = await start(DoorApp, { service: 'doors', env });
  const { hostname, port } = new URL(running.url);
  const [used, unused] = [connect(Number(port), hostname), connect(Number(port), hostname)];
  await Promise.all([once(used, 'connect'), once(unused, 'connect')]);
  used.write(
    `GET /v1/doors HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${await issueToken({ person: 'mara', org: 'acme' }, secret)}\r\n\r\n`,
  );
  const [answer] = await once(used, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
  const closed = Promise.all([once(used.resume(), 'close'), once(unused.resume(), 'close')]);
  await running.stop();
  await closed;
});
