/** The network between services and servers, through a toxiproxy: it can be cut, slowed, narrowed, and left half open. */
import { join } from 'node:path';
import { findToxiproxy } from './find-toxiproxy.ts';
import { HurtableProcess } from './hurtable-process.ts';
import { freePort } from './ports.ts';
import type { Premises } from './premises.ts';
import { isListening } from './processes.ts';
import { NoWay } from './ways.ts';

/** What toxiproxy does to the bytes of a connection, with its attributes. */
export type Toxic =
  | { readonly type: 'latency'; readonly attributes: { readonly latency: number; readonly jitter: number } }
  /** KB a second. */
  | { readonly type: 'bandwidth'; readonly attributes: { readonly rate: number } }
  /** Nothing passes any more and the connection stays open; after `timeout` ms it is closed, with 0 never. */
  | { readonly type: 'timeout'; readonly attributes: { readonly timeout: number } }
  | { readonly type: 'reset_peer'; readonly attributes: { readonly timeout: number } }
  | { readonly type: 'slow_close'; readonly attributes: { readonly delay: number } };

export interface Network {
  /** The names of what can be reached through it. */
  readonly routes: readonly string[];
  /** Connections are refused, and those that are open end. */
  cut(routes: readonly string[]): Promise<void>;
  /** In both directions, or in one: `upstream` is what clients send. */
  spoil(routes: readonly string[], toxic: Toxic, stream?: 'upstream' | 'downstream'): Promise<void>;
  /** Everything is as it was. */
  mend(): Promise<void>;
}

export interface Switchboard extends Network {
  /** Gives the port that leads to `port`: the same one where there is no toxiproxy. */
  route(name: string, port: number): Promise<number>;
}

const answerWithinMs = 10_000;

/** Without a toxiproxy there are no detours, and whoever wants to spoil something hears why. */
export async function openNetwork(premises: Premises, say: (line: string) => void): Promise<Switchboard> {
  try {
    const command = await findToxiproxy(say);
    const port = await freePort();
    const log = join(await premises.room('logs'), 'toxiproxy.log');
    const args = ['-host', '127.0.0.1', '-port', String(port)];
    const server = new HurtableProcess({ name: 'toxiproxy', command, args, log, isUp: () => isListening(port) }, premises.guard);
    await server.start();
    return new Toxiproxy(server, port);
  } catch (error) {
    if (!(error instanceof NoWay)) throw error;
    say(`the network cannot be spoiled: ${error.message}`);
    return new PlainNetwork(error);
  }
}

/** As toxiproxy takes it. */
interface Proxy {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: true;
}

class Toxiproxy implements Switchboard {
  private readonly proxies: Proxy[] = [];
  private readonly server: HurtableProcess;
  private readonly port: number;

  constructor(server: HurtableProcess, port: number) {
    this.server = server;
    this.port = port;
  }

  get routes(): string[] {
    return this.proxies.map(({ name }) => name);
  }

  async route(name: string, port: number): Promise<number> {
    const listen = await freePort();
    const proxy: Proxy = { name, listen: `127.0.0.1:${listen}`, upstream: `127.0.0.1:${port}`, enabled: true };
    await this.ask('/proxies', proxy);
    this.proxies.push(proxy);
    return listen;
  }

  async cut(routes: readonly string[]): Promise<void> {
    await Promise.all(routes.map((name) => this.ask(`/proxies/${name}`, { enabled: false })));
  }

  async spoil(routes: readonly string[], toxic: Toxic, stream?: 'upstream' | 'downstream'): Promise<void> {
    await this.add(routes, toxic, stream).catch(async () => {
      await this.beginAnew();
      await this.add(routes, toxic, stream);
    });
  }

  async mend(): Promise<void> {
    await this.ask('/reset', {}).catch(() => this.beginAnew());
  }

  private async add(routes: readonly string[], { type, attributes }: Toxic, stream?: 'upstream' | 'downstream'): Promise<void> {
    const streams = stream ? [stream] : (['upstream', 'downstream'] as const);
    for (const name of routes)
      for (const each of streams)
        await this.ask(`/proxies/${name}/toxics`, { name: `${type}-${each}`, type, stream: each, toxicity: 1, attributes });
  }

  /** A request that touches toxics may hang for ever, and with it every one after (Shopify/toxiproxy#558). Whatever was spoiled is well again. */
  private async beginAnew(): Promise<void> {
    await this.server.kill();
    await this.server.start();
    for (const proxy of this.proxies) await this.ask('/proxies', proxy);
  }

  private async ask(path: string, body: object): Promise<void> {
    const signal = AbortSignal.timeout(answerWithinMs);
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, { method: 'POST', body: JSON.stringify(body), signal });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`toxiproxy ${path}: ${answer.status} ${said}`);
  }
}

class PlainNetwork implements Switchboard {
  readonly routes = [];
  private readonly why: NoWay;

  constructor(why: NoWay) {
    this.why = why;
  }

  route = async (_: string, port: number): Promise<number> => port;
  mend = async (): Promise<void> => undefined;

  async cut(): Promise<void> {
    throw this.why;
  }

  async spoil(): Promise<void> {
    throw this.why;
  }
}
