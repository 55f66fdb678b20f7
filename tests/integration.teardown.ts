/** After all integration tests. */
export default async function tearDown(): Promise<void> {
  await globalThis.rolecallServers?.stop();
}
