/** After all integration tests. */
export default async function tearDown(): Promise<void> {
  await Promise.all((globalThis.rolecallServers ?? []).map((servers) => servers.stop()));
}
