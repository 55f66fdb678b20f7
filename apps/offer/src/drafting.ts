/** Terms come in: facts about them go to the decider, the terms themselves to the vault. */
import { Injectable } from '@nestjs/common';
import type { DraftOfferBody, OfferTerms, RequestOfferApprovalBody, ReviseOfferBody } from '@rolecall/contracts';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import { ApplicationCopies } from './application-copies.js';
import { standingFor } from './application-copy.js';
import { ConclusionCopies } from './conclusion-copies.js';
import { alive, present } from './offer/state.js';
import { OfferCommands } from './offer.commands.js';
import type { Offer } from './offer.js';
import { OfferVault } from './offer.vault.js';
import { Offers, offerIdOf } from './offers.js';
import { termsMissing } from './rejections.js';
import { RequisitionCopies } from './requisition-copies.js';
import { changesOf, changesOfUnknown, fitOf, proposed } from './terms.js';

@Injectable()
export class Drafting {
  constructor(
    private readonly offers: Offers,
    private readonly commands: OfferCommands,
    private readonly applications: ApplicationCopies,
    private readonly requisitions: RequisitionCopies,
    private readonly conclusions: ConclusionCopies,
    private readonly vault: OfferVault,
  ) {}

  /** For the episode that goes on. Throws an `unavailable` rejection while application, requisition or conclusion have not arrived. */
  async draft({ applicationId, terms }: DraftOfferBody, caller: Caller): Promise<CommandAnswer> {
    const { org } = caller;
    const copy = await this.applications.of(org, applicationId);
    const { candidateId, requisitionId, episode } = copy;
    const requisition = await this.requisitions.of(org, requisitionId);
    const offerId = offerIdOf(applicationId, episode);
    const story = { offerId, applicationId, candidateId, requisitionId, episode };
    const facts = proposed(terms, requisition, caller.noteId('terms'), this.vault.hashing(org));
    const application = standingFor(copy, episode);
    const conclusion = await this.conclusions.latest(org, applicationId, episode);
    const { recruiter: owner } = requisition.team;
    const command = { do: 'draft', ...story, owner, terms: facts, application, conclusion } as const;
    const beforeAppend = () => this.vault.keepTerms(org, story, facts.termsId, terms);
    return answer(this.offers, offerId, command, caller, { created: `/v1/offers/${offerId}`, beforeAppend });
  }

  /** `material` says whether the change is approved again; a dry run says so beforehand. Terms that are gone are given again so. */
  async revise(
    id: string,
    body: ReviseOfferBody,
    caller: Caller,
  ): Promise<CommandAnswer & { material: boolean; changed: readonly string[] }> {
    const { org } = caller;
    const { version, terms, reason, note } = body;
    const { state } = await this.commands.loaded(id, caller);
    const { before, termsHash } = await this.versionOf(state, version, caller);
    const requisition = await this.commands.requisitionOf(state, caller);
    const facts = proposed(terms, requisition, caller.noteId('terms'), this.vault.hashing(org));
    const changes = before ? changesOf(before, terms) : changesOfUnknown(termsHash, facts, terms);
    const noteId = note === undefined ? undefined : caller.noteId();
    const beforeAppend = async () => {
      await this.vault.keepTerms(org, state, facts.termsId, terms);
      if (note !== undefined && noteId) await this.vault.keepNote(org, state, noteId, note);
    };
    const command = { do: 'revise', version, terms: facts, ...changes, reason, noteId } as const;
    return Object.assign(await answer(this.offers, id, command, caller, { beforeAppend }), changes);
  }

  /** The terms are held against the band as it is now, which may have changed since they were drafted. */
  async requestApproval(id: string, body: RequestOfferApprovalBody, caller: Caller): Promise<CommandAnswer> {
    const { bandException: exception, ...request } = body;
    const { state } = await this.commands.loaded(id, caller);
    const { version } = state;
    const fit = fitOf(await this.termsOf(state, version, caller), await this.commands.requisitionOf(state, caller));
    const command = { do: 'request-approval', ...request, version, fit } as const;
    if (!exception) return this.commands.execute(id, command, caller);
    const { note, ...bandException } = exception;
    return this.commands.withNote(id, note, caller, (noteId) => ({ ...command, bandException: { ...bandException, noteId } }));
  }

  /** Throws `offer/terms-missing` when they are no longer in the vault. */
  private async termsOf(state: Offer, version: number, caller: Caller): Promise<OfferTerms> {
    const { before } = await this.versionOf(state, version, caller);
    if (!before) throw termsMissing();
    return before;
  }

  /** Of the version that is named, so that a repeat compares as the first did. */
  private async versionOf(state: Offer, version: number, { org }: Caller): Promise<{ before?: OfferTerms; termsHash: string }> {
    if (state.versions.length === 0) alive(state);
    const { termsId, termsHash, startDate } = state.versions.find((each) => each.version === version) ?? present(state);
    const terms = await this.vault.terms(org, state, termsId);
    return { ...(terms ? { before: { ...terms, startDate } } : {}), termsHash };
  }
}
