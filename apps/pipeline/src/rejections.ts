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
