/** A network that can be spoiled: what it does to a real connection, and that it mends. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { openNetwork, type Switchboard } from './network.ts';
import { freePort } from './ports.ts';
import { Premises } from './premises.ts';

let premises: Premises;
let network: Switchboard;
let echo: Server;
let port: number;
beforeAll(async () => {
  premises = await Premises.open();
  network = await openNetwork(premises, () => undefined);
  echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  const behind = await freePort();
  await once(echo.listen(behind, '127.0.0.1'), 'listening');
  port = await network.route('echo', behind);
}, 600_000);
afterAll(async () => {
  echo.close();
  await premises.close();
});
const open: Socket[] = [];
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  await network.mend();
});

async function connected(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  open.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** What comes back of a word within the time. */
async function said(socket: Socket, word: string, withinMs: number): Promise<string | undefined> {
  const answer = once(socket, 'data', { signal: AbortSignal.timeout(withinMs) });
  socket.write(word);
  return answer.then(
    ([data]) => String(data),
    () => undefined,
  );
}

it('passes on what is said, and slower when it is slow', async () => {
  const socket = await connected();
  expect(await said(socket, 'hello', 5000)).toBe('hello');
  await network.spoil(['echo'], { type: 'latency', attributes: { latency: 300, jitter: 0 } });
  const since = performance.now();
  expect(await said(socket, 'slow', 5000)).toBe('slow');
  expect(performance.now() - since).toBeGreaterThan(550);
});

it('leaves a connection half open: nothing passes, and nobody is told', async () => {
  const socket = await connected();
  expect(await said(socket, 'hello', 5000)).toBe('hello');
  await network.spoil(['echo'], { type: 'timeout', attributes: { timeout: 0 } });
  expect(await said(socket, 'lost', 1000)).toBeUndefined();
  expect(socket.destroyed).toBe(false);
  await network.mend();
  expect(await said(await connected(), 'again', 5000)).toBe('again');
});

it('is cut: what is open ends, and is there again when it is mended', async () => {
  const socket = await connected();
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  await network.cut(['echo']);
  await closed;
  await expect(connected()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await network.mend();
  expect(await said(await connected(), 'again', 5000)).toBe('again');
});
