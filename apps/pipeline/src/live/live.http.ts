/** GET /v1/live: what changes on a board, and whether the reader's tasks do, as server-sent events. */
import type { ServerResponse } from 'node:http';
import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { Caller, idParam } from '@rolecall/edge';
import { z } from 'zod';
import { Boards } from '../board/boards.js';
import { boardOf } from '../copies.js';
import { readerOf } from '../reader.js';
import { Connection } from './connection.js';
import { Live } from './live.js';

const liveQuery = z
  .strictObject({ board: idParam.optional(), tasks: z.enum(['true', 'false']).default('false') })
  .refine(({ board, tasks }) => board !== undefined || tasks === 'true', { message: 'says nothing to listen to', path: ['board'] });

interface Reply {
  hijack(): void;
  getHeaders(): Record<string, string | number | string[] | undefined>;
  readonly raw: ServerResponse;
}

@Controller('live')
export class LiveHttp {
  constructor(
    private readonly live: Live,
    private readonly boards: Boards,
  ) {}

  /**
   * `open`: from here on nothing is missed, load what you show now. `card`: an application of the board as it stands now, and its column. `tasks`:
   * look at yours again. `reset`: something was missed, load anew. After a break the browser names the last id, and nothing is missed.
   */
  @Get()
  async listen(
    @Query({ schema: liveQuery }) { board, tasks }: z.output<typeof liveQuery>,
    @Caller() caller: Caller,
    @Headers('last-event-id') lastId: string | undefined,
    @Res() reply: Reply,
  ) {
    const reader = readerOf(caller);
    if (board) await this.boards.requisition(reader, board);
    const { org, person } = reader;
    const listening = { org, person, tasks: tasks === 'true', ...(board ? { board: boardOf(org, board) } : {}) };
    this.live.admit(listening);
    reply.hijack();
    const { raw } = reply;
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
    const connection = new Connection(listening, raw);
    raw.once('close', () => this.live.leave(connection));
    raw.flushHeaders();
    // Whoever cannot be told is let go, and comes again.
    await this.live.join(connection, lastId || undefined).catch(() => raw.destroy());
  }
}
