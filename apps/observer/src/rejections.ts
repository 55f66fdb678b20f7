/** What the observer says no to. */
import { defineRejection } from '@rolecall/kernel';

export const notBegun = defineRejection(
  'figures/not-begun',
  'unavailable',
  'The events before this one have not arrived here.',
  'If it lasts, the copy was lost: replay the observer.',
);
