/** `@Consumes(contract)` on a method of a controller: the method reacts to that event, once per cause. */
import { type ArgumentsHost, applyDecorators, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { Actor, EventContract, EventOf } from '@rolecall/kernel';
import { type Observable, throwError } from 'rxjs';
import type { Cause } from '../commit.js';

/** What a reaction gets. The data has passed the contract; `cause` makes a redelivery harmless when it is handed on. */
export interface Delivery<C extends EventContract = EventContract> {
  readonly event: EventOf<C> & {
    readonly id: string;
    /** Counts the events of the emitting stream 1, 2, 3. */
    readonly sequence: number;
    /** ISO instant. */
    readonly at: string;
    /** `<org>/<aggregate>/<id>` of the emitter. */
    readonly stream: string;
    /** The story. */
    readonly correlationId: string;
    /** Who did it; the emitting service where the event does not say. */
    readonly actor: Pick<Actor, 'kind' | 'id'>;
    /** That emitted it. */
    readonly service: string;
    /** Of the trace in which it happened; that of the delivery may be another. */
    readonly traceparent?: string;
  };
  readonly cause: Cause;
}

/** What the strategy reads from a decorated method. */
export interface ConsumesExtras {
  readonly contracts: readonly EventContract[];
  /** `<Class>.<method>`: a part of the cause's id, so renaming it makes redeliveries new. */
  readonly handler: string;
}

/** Nest's own filter would turn an unknown error into "Internal server error"; the strategy must see the error itself. */
@Catch()
export class RethrowFilter implements RpcExceptionFilter<unknown> {
  catch(error: unknown, _host: ArgumentsHost): Observable<never> {
    return throwError(() => error);
  }
}

/** Several contracts may share one method. A contract without a topic never leaves its service and cannot be consumed. */
export function Consumes(...contracts: readonly EventContract[]): MethodDecorator {
  for (const { type, topic } of contracts) if (topic === null) throw new Error(`${type} is published nowhere and cannot be consumed`);
  return (target, key, descriptor) => {
    const handler = `${target.constructor.name}.${String(key)}`;
    const patterns = contracts.map(({ type }) => `${type} ${handler}`);
    const extras: ConsumesExtras = { contracts, handler };
    const marked = EventPattern(patterns as never, { ...extras }) as unknown as MethodDecorator;
    applyDecorators(marked, UseFilters(RethrowFilter))(target, key, descriptor);
  };
}
