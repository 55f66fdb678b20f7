/** The wire between one client and Kafka: a proxy that can be cut, or go silent with its connections open. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net';

export class Wire {
  /** `cut`: connections end, new ones too. `silent`: nothing passes, nothing ends. */
  state: 'well' | 'cut' | 'silent' = 'well';
  private readonly fronts = new Map<string, Promise<Server>>();
  private readonly sockets = new Set<Socket>();

  /** For KafkaBroker's `connection`: whatever address Kafka names, the client comes through here. */
  readonly socketFactory = ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): Socket => {
    const socket = new Socket();
    void this.frontOf(host, port).then((front) => socket.connect((front.address() as AddressInfo).port, '127.0.0.1', onConnect));
    return socket;
  };

  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    for (const front of this.fronts.values()) (await front).close();
  }

  private frontOf(host: string, port: number): Promise<Server> {
    const known = this.fronts.get(`${host}:${port}`);
    if (known) return known;
    const front = createServer((client) => this.join(client, connect({ host, port }))).listen(0, '127.0.0.1');
    const listening = once(front, 'listening').then(() => front);
    this.fronts.set(`${host}:${port}`, listening);
    return listening;
  }

  private join(client: Socket, server: Socket): void {
    const ends = [
      [client, server],
      [server, client],
    ] as const;
    for (const [from, to] of ends) {
      this.sockets.add(from);
      from.on('data', (bytes) => this.state === 'well' && to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
    if (this.state === 'cut') client.destroy();
  }
}
