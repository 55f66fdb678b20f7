/** What every write endpoint does: execute the command with the facts of our copies, and keep its free text in the vault beside it. */
import { Injectable } from '@nestjs/common';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import type { Loaded } from '@rolecall/messaging';
import { ApplicationCopies } from './application-copies.js';
import type { ApplicationStanding } from './offer/commands.js';
import { notFound } from './offer/rejections.js';
import type { Offer, OfferCommand } from './offer.js';
import { OfferVault } from './offer.vault.js';
import { Offers } from './offers.js';
import { RequisitionCopies } from './requisition-copies.js';
import type { RequisitionCopy } from './requisition-copy.js';

@Injectable()
export class OfferCommands {
  constructor(
    private readonly offers: Offers,
    private readonly applications: ApplicationCopies,
    private readonly requisitions: RequisitionCopies,
    private readonly vault: OfferVault,
  ) {}

  execute(id: string, command: OfferCommand, caller: Caller): Promise<CommandAnswer> {
    return answer(this.offers, id, command, caller);
  }

  /** The note is kept under the candidate; command and event carry its id. Nothing is kept when the decider refuses. */
  async withNote(
    id: string,
    note: string | undefined,
    caller: Caller,
    commandOf: (noteId?: string) => OfferCommand,
  ): Promise<CommandAnswer> {
    if (note === undefined) return this.execute(id, commandOf(), caller);
    const { state } = await this.loaded(id, caller);
    const noteId = caller.noteId();
    const beforeAppend = () => this.vault.keepNote(caller.org, state, noteId, note);
    return answer(this.offers, id, commandOf(noteId), caller, { beforeAppend });
  }

  /** Throws `offer/not-found`. */
  async loaded(id: string, { org }: Caller): Promise<Loaded<Offer>> {
    const loaded = await this.offers.load(org, id);
    if (!loaded) throw notFound();
    return loaded;
  }

  requisitionOf({ requisitionId }: Offer, { org }: Caller): Promise<RequisitionCopy> {
    return this.requisitions.of(org, requisitionId);
  }

  async applicationOf({ applicationId, episode }: Pick<Offer, 'applicationId' | 'episode'>, { org }: Caller): Promise<ApplicationStanding> {
    return this.applications.standingOf(org, applicationId, episode);
  }
}
