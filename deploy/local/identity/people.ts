/** What a provider knows: people, who they are, for whom they work and as what; and the one client that they sign in with. */

export interface ProvidedPerson {
  /** `sub`; no address, for it stands in events for ever. */
  readonly id: string;
  readonly name: string;
  readonly org: string;
  readonly roles: readonly string[];
}

/** The public client that pages and scripts sign in with: authorization code with PKCE, back to an address of this machine. */
export const client = {
  id: 'rolecall-local',
  redirectUri: 'http://127.0.0.1/signed-in',
  audience: 'rolecall',
  resource: 'urn:rolecall:api',
};
