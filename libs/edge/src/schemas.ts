/** Schemas that every service's routes share: `@Param('id', { schema: idParam })`, `@Query({ schema: pageQuery })`. */
import { z } from 'zod';

export const idParam = z.uuid();

/** A page of a list, ordered by id. `after` is the last id of the page before. Extend it by filters. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  after: z.uuid().optional(),
});

export type PageQuery = z.output<typeof pageQuery>;
