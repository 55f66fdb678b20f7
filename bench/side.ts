/** One side of a comparison, in a process of its own: it carries out hires as it is told, round by round. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Places } from './places.ts';
import { keepInFlight, oneByOne, type Round, type Works } from './rounds.ts';

/** What a side is told. */
export type Order =
  | { readonly do: 'open'; readonly places: Places }
  /** Makes ready what so many hires need and what is no part of them. */
  | { readonly do: 'prepare'; readonly hires: number }
  /** `processes`: whose CPU is counted, by name. */
  | { readonly do: 'round'; readonly inFlight: number; readonly forMs: number; readonly processes: Readonly<Record<string, number>> }
  | { readonly do: 'alone'; readonly hires: number }
  | { readonly do: 'record' }
  | { readonly do: 'close' };

/** In the side's process: obeys until it is told to close. */
export function obey(open: (places: Places) => Promise<Works>): void {
  let works: Works | undefined;
  const carryOut = async (order: Order): Promise<unknown> => {
    if (order.do === 'open') {
      works = await open(order.places);
      return undefined;
    }
    const { prepare, record, close } = works as Works;
    if (order.do === 'prepare') return prepare?.(order.hires);
    if (order.do === 'round') return keepInFlight(works as Works, order);
    if (order.do === 'alone') return oneByOne(works as Works, order.hires);
    if (order.do === 'record') return record?.();
    return close();
  };
  process.on('message', (order: Order) => {
    carryOut(order).then(
      (answer) => process.send?.({ answer }, () => order.do === 'close' && process.exit(0)),
      (error: unknown) => process.send?.({ error: (error as Error).stack ?? String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(1));
}

/** In the bench's process: tells a side what to do, one order at a time. */
export class Side {
  private readonly child;

  private constructor(file: string) {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const profile = process.env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`] : [];
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    this.child = fork(path, { execArgv: ['--no-warnings', ...profile], serialization: 'advanced', stdio: [...stdio] });
  }

  static async open(file: string, places: Places): Promise<Side> {
    const side = new Side(file);
    await side.tell({ do: 'open', places });
    return side;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Milliseconds, sorted. */
  async alone(hires: number): Promise<number[]> {
    await this.tell({ do: 'prepare', hires });
    return this.tell({ do: 'alone', hires });
  }

  async round(inFlight: number, forMs: number, processes: Readonly<Record<string, number>>): Promise<Round> {
    await this.tell({ do: 'prepare', hires: inFlight * 3 });
    return this.tell({ do: 'round', inFlight, forMs, processes: { ...processes, node: this.pid } });
  }

  async tell<T>(order: Order): Promise<T> {
    const answered = new AbortController();
    const ended = once(this.child, 'exit', { signal: answered.signal }).then(() => {
      throw new Error(`a side of the bench ended while it was told to ${order.do}`);
    });
    ended.catch(() => undefined);
    this.child.send(order);
    const [{ answer, error }] = (await Promise.race([once(this.child, 'message'), ended])) as [{ answer?: T; error?: string }];
    answered.abort();
    if (error) throw new Error(error);
    return answer as T;
  }
}
