/** Binds the decider to the aggregate store. The candidate's deadline is judged with the uptime of this process. */
import { Injectable } from '@nestjs/common';
import { deriveId } from '@rolecall/kernel';
import { AggregateStore, type Cause, type Loaded, Ports } from '@rolecall/messaging';
import { type Offer, type OfferCommand, type OfferEvent, offer } from './offer.js';
import { ServiceUptime } from './uptime.js';

/** One offer for each application and episode. */
export const offerIdOf = (applicationId: string, episode: number): string => deriveId(applicationId, `offer:${episode}`);

@Injectable()
export class Offers extends AggregateStore<Offer, OfferCommand, OfferEvent> {
  constructor(
    ports: Ports,
    private readonly up: ServiceUptime,
  ) {
    super(offer, ports, {
      indexes: ['state.applicationId', 'state.requisitionId', 'state.status'],
      onDue: async (_, loaded, cause) => this?.wake(loaded, cause),
    });
  }

  private async wake({ id, state }: Loaded<Offer>, cause: Cause): Promise<void> {
    const due = offer.due?.(state);
    if (!due) return;
    const facts = due.command.do === 'expire' ? { uptime: this.up.uptime } : {};
    await this.execute(id, { ...due.command, ...facts, at: due.at } as OfferCommand & { at: string }, cause);
  }
}
