/** Where the bench's spans go: a process of its own, which behaves as it is told. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const manners = ['counts', 'is slow', 'hangs', 'is down'] as const;
export type Manner = (typeof manners)[number];

export type SinkOrder = { readonly be: Manner } | { readonly do: 'count' };

export interface Counted {
  readonly port: number;
  /** That have arrived since the beginning. */
  readonly spans: number;
}

export class Sink {
  url = '';
  private readonly child = fork(fileURLToPath(new URL('./span-sink.side.ts', import.meta.url)), { execArgv: ['--no-warnings'] });

  static async open(): Promise<Sink> {
    const sink = new Sink();
    const { port } = await sink.tell({ be: 'counts' });
    sink.url = `http://127.0.0.1:${port}`;
    return sink;
  }

  async tell(order: SinkOrder): Promise<Counted> {
    this.child.send(order);
    const [counted] = (await once(this.child, 'message')) as [Counted];
    return counted;
  }

  close(): void {
    this.child.disconnect();
  }
}
