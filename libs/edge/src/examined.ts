/** What the edge tells the doctor of itself: its secret, and a configuration that is meant for a laptop. */
import type { INestApplication } from '@nestjs/common';
import { Doctor, type Finding, fine, KnownSecrets, wrong } from '@rolecall/messaging';
import type { EdgeConfig } from './config.js';
import { provided } from './consumers.js';
import { development } from './identity.js';

/** In an application without servers there is no doctor. */
export async function beExamined(app: INestApplication, config: EdgeConfig): Promise<void> {
  await provided(app, KnownSecrets)?.note({ name: 'AUTH_TOKEN_SECRET', value: config.AUTH_TOKEN_SECRET });
  provided(app, Doctor)?.also(() => [configurationCheck(config)]);
}

export function configurationCheck({ HOST, AUTH_ISSUER }: Pick<EdgeConfig, 'HOST' | 'AUTH_ISSUER'>): Finding {
  const isLocal = HOST === '127.0.0.1' || HOST === '::1' || HOST === 'localhost';
  if (isLocal || AUTH_ISSUER !== development.issuer)
    return fine('configuration', isLocal ? 'reached from this machine alone' : `tokens of ${AUTH_ISSUER}`);
  return wrong(
    'configuration',
    'warn',
    'it listens to the network and takes tokens of the development issuer',
    'set AUTH_ISSUER and AUTH_AUDIENCE to those of the issuer whose tokens people bring',
  );
}
