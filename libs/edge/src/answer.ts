/** What a controller does with a command: execute it, or only ask, and say what happened. */
import type { AnyCommand, AnyEvent } from '@rolecall/kernel';
import { Rejection } from '@rolecall/kernel';
import type { AggregateStore, ExecuteOptions } from '@rolecall/messaging';
import { correlate, metrics } from '@rolecall/telemetry';
import { z } from 'zod';
import type { Caller } from './caller.js';

/** The answer to a command that was executed. */
export const commandAnswer = z
  .object({
    id: z.string(),
    version: z.int().describe('Counts the commits of the resource.'),
    sequence: z.int().describe('Counts its events; the ETag.'),
    happened: z.array(z.string()).describe('Types of the events, in order; empty when it was so already.'),
  })
  .meta({ id: 'CommandAnswer' });

/** The answer to `?dryRun=true`. */
export const dryRunAnswer = z
  .object({ dryRun: z.literal(true), would: z.array(z.string()).describe('Types of the events that would happen.') })
  .meta({ id: 'DryRunAnswer' });

export type CommandAnswer = z.output<typeof commandAnswer> | z.output<typeof dryRunAnswer>;

/** Where the edge finds what is not part of the body: the address of what was created. */
export const location = Symbol('location');
/** Where it finds the aggregate that an answer is about, for the Consistency-Token. */
export const ofAggregate = Symbol('aggregate');

export interface AnswerOptions<E> extends ExecuteOptions<E> {
  /** The command made a new resource: 201 with its address, which is the request's path and the id unless a path is given. */
  readonly created?: boolean | string;
}

/** Throws the decider's Rejection. A dry run writes nothing and calls no `beforeAppend`. */
export async function answer<S, C extends AnyCommand, E extends AnyEvent>(
  store: AggregateStore<S, C, E>,
  id: string,
  command: C,
  caller: Caller,
  { created, beforeAppend }: AnswerOptions<E> = {},
): Promise<CommandAnswer> {
  const counted = counting(store.decider.aggregate, command.do);
  if (caller.dryRun) {
    const events = await counted(store.dryRun(id, command, caller.cause), () => 'dry_run');
    return { dryRun: true, would: events.map(({ type }) => type) };
  }
  const outcome = await counted(store.execute(id, command, caller.cause, { beforeAppend }), ({ repeated, events }) =>
    repeated ? 'repeated' : events.length > 0 ? 'happened' : 'nothing',
  );
  correlate(store.decider.story?.(outcome.state) ?? id);
  const { version, sequence, events } = outcome;
  const happened = events.map(({ type }) => type);
  const answered = { id, version, sequence, happened, [ofAggregate]: store.decider.aggregate };
  return created ? Object.assign(answered, { [location]: created }) : answered;
}

type Ended = Parameters<typeof metrics.commandsTotal.inc>[0]['outcome'];

/** Counts a command by how it ended. */
function counting(aggregate: string, command: string) {
  const count = (outcome: Ended) => metrics.commandsTotal.inc({ aggregate, command, outcome });
  return async <T>(execution: Promise<T>, outcomeOf: (result: T) => Ended): Promise<T> => {
    try {
      const result = await execution;
      count(outcomeOf(result));
      return result;
    } catch (error) {
      count(error instanceof Rejection && error.kind !== 'unavailable' ? 'refused' : 'failed');
      throw error;
    }
  };
}
