/** Aggregates whose commits this build cannot fold: a bug of `evolve`, or history that was damaged. The others go on. */
import { metrics } from '@rolecall/telemetry';
import { partsOf } from './commit.js';
import { nameOf } from './consuming/error-classes.js';
import type { Ports } from './ports.js';

/** It can be neither read nor changed until a build that folds it runs, or its history is put right. A fault, never a refusal. */
export class AggregateBroken extends Error {
  override readonly name = 'AggregateBroken';

  constructor(
    readonly stream: string,
    cause: unknown,
  ) {
    super('the commits of an aggregate cannot be folded', { cause });
  }
}

/** Flags it on its head; counts it once for as long as it is broken. */
export async function flagBroken({ database, clock }: Pick<Ports, 'database' | 'clock'>, stream: string, error: unknown): Promise<void> {
  const why = nameOf(error instanceof AggregateBroken ? error.cause : error);
  if (await database.flagBroken(stream, { at: clock.now(), ...why }))
    metrics.brokenAggregatesTotal.inc({ aggregate: partsOf(stream).aggregate });
}
