/**
 * Since when this process is up. A process cannot know whether the service was down before it started, so every start counts as the end
 * of a downtime: what could perhaps not be answered in time may be answered until the grace is over (DOMAIN.md, *Offer*). A rolling
 * restart therefore gives some candidates half an hour more, and nobody less.
 */
import { Injectable } from '@nestjs/common';
import { Ports } from '@rolecall/messaging';
import { offerConfig } from './config.js';
import type { Uptime } from './offer/commands.js';

@Injectable()
export class ServiceUptime {
  readonly uptime: Uptime;

  constructor({ clock }: Ports) {
    const since = clock.now();
    const graceUntil = new Date(Date.parse(since) + offerConfig().EXPIRY_GRACE_MS).toISOString();
    this.uptime = { since, graceUntil };
  }
}
