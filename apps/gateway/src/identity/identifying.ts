/** Whose token it is that somebody brings: of the provider, or of the development issuer where that is allowed. */
import { bearerOf, type Identity, identification } from '@rolecall/edge';
import { decodeJwt } from 'jose';
import { Provider, type ProviderSettings } from './provider.js';

export interface IdentifyingOf {
  readonly provider: ProviderSettings | undefined;
  readonly developmentTokens: boolean;
}

type Identify = (authorization: string | undefined) => Promise<Identity>;

/** `development`: how the services' own tokens are signed. Where both are taken, a token says itself whose it is; that is believed after it is verified. */
export function identifying(of: IdentifyingOf, development: Parameters<typeof identification>[0]): Identify {
  const ofDevelopment = identification(development);
  if (!of.provider) return ofDevelopment;
  const provider = new Provider(of.provider);
  return async (authorization) => {
    const token = bearerOf(authorization);
    if (of.developmentTokens && issuerOf(token) === development.issuer) return ofDevelopment(authorization);
    return provider.identify(token);
  };
}

function issuerOf(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    // No token at all: whoever verifies it says so.
    return undefined;
  }
}
