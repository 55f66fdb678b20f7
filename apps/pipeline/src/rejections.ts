/** What the pipeline says no to. */
import { defineRejection } from '@rolecall/kernel';

export const notBegun = defineRejection(
  'pipeline/not-begun',
  'unavailable',
  'The events before this one have not arrived here.',
  'If it lasts, the copy was lost: replay the pipeline.',
);

export const behind = defineRejection(
  'pipeline/behind',
  'unavailable',
  'What you were told of has not arrived here yet.',
  'Ask again after the time in `Retry-After`. If it lasts, the story is held here: an operator sees why.',
);

export const tooManyConnections = defineRejection(
  'live/too-many-connections',
  'too_many',
  'More connections are open here than this service keeps.',
  'Close those that nobody looks at, or ask again after the time in `Retry-After`.',
);

export const historyGone = defineRejection(
  'changes/history-gone',
  'conflict',
  'What has changed since then is not known any more.',
  'Ask without `since` for a new place, then load everything anew.',
);
