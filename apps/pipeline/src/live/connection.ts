/** One live connection. What it does not take in time is not kept for it: it is dropped, and comes back with the last id that it has seen. */
import type { ServerResponse } from 'node:http';
import { type Listening, sent } from './listening.js';

export const bufferMax = 256 * 1024;

export class Connection {
  /** The token of the last change that it heard; of two tokens the later one is greater. */
  seen = '';
  /** While it catches up, changes wait for their turn. */
  private waiting: (() => Promise<void>)[] | undefined = [];

  constructor(
    readonly listening: Listening,
    private readonly response: Pick<ServerResponse, 'write' | 'end' | 'destroy' | 'destroyed' | 'writableEnded' | 'writableLength'>,
  ) {}

  get open(): boolean {
    return !this.response.destroyed && !this.response.writableEnded;
  }

  readonly event = (name: string, data: object, id?: string): void => this.send(sent(name, data, id));

  /** In the order in which changes come; after what it catches up with, and none of that twice. */
  async hear(token: string, telling: () => Promise<void>): Promise<void> {
    const unseen = async () => {
      if (token <= this.seen) return;
      this.seen = token;
      await telling();
    };
    if (this.waiting) this.waiting.push(unseen);
    else await unseen();
  }

  async caughtUp(): Promise<void> {
    for (let next = this.waiting?.shift(); next; next = this.waiting?.shift()) await next();
    this.waiting = undefined;
  }

  /** Not while it catches up: the place of the others is not yet its own. */
  beat(text: string): void {
    if (!this.waiting) this.send(text);
  }

  end(): void {
    if (this.open) this.response.end();
  }

  private send(text: string): void {
    if (!this.open) return;
    this.response.write(text);
    if (this.response.writableLength > bufferMax) this.response.destroy();
  }
}
