/** GET /v1/stories/:id: every event of an application or a requisition in words, in the order in which it happened. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Caller, found, idParam } from '@rolecall/edge';
import { z } from 'zod';
import { cursorParam, pageOf } from '../pages.js';
import { readerOf } from '../reader.js';
import { Stories, type ToldEvent } from './stories.js';

const storyQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: cursorParam('order').optional(),
});

const shown = ({ _id, story: _, order: __, ...telling }: ToldEvent) => ({ eventId: _id.slice(_id.indexOf('/') + 1), ...telling });

@Controller('stories')
export class StoryHttp {
  constructor(private readonly stories: Stories) {}

  /** `delayed`: something of this story could not be handled here, and what follows waits behind it until an operator has seen to it. */
  @Get(':id')
  async story(
    @Param('id', { schema: idParam }) id: string,
    @Query({ schema: storyQuery }) { limit, cursor }: z.output<typeof storyQuery>,
    @Caller() caller: Caller,
  ) {
    const { org } = readerOf(caller);
    const events = await this.stories.page(org, id, limit + 1, cursor);
    // Nothing is said of what another organization has, whatever cursor is brought.
    if (events.length === 0 && !(await this.stories.isKnown(org, id))) found(undefined);
    const { page, next } = pageOf(events, limit, ({ order, _id }) => ({ by: 'order', value: order, id: _id }));
    const delay = await this.stories.delay(id);
    return { id, items: page.map(shown), next, delayed: delay !== undefined, delayedSince: delay?.since ?? null };
  }
}
