/** Stories that are told, for processes that a test starts: the event, and the aggregate that counts what was heard. */
import { eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { topic } from './thing.ts';

export { thing } from './thing.ts';

export const told = eventsOn({ topic: `${topic}-told`, key: 'storyId', service: 'test' })(
  'story.told.v1',
  'A story was told.',
  z.object({ storyId: z.string(), what: z.string() }),
);
