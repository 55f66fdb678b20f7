/** The personal side of an offer: its terms by version and its notes, in the vault under the candidate, so that they go with the person. */
import { Injectable } from '@nestjs/common';
import type { OfferTerms } from '@rolecall/contracts';
import { Vault } from '@rolecall/vault';

interface OfCandidate {
  readonly offerId: string;
  readonly candidateId: string;
}

/** `termsId` is made anew for each version, so that two people who revise at once do not write over each other. */
const termsField = (offerId: string, termsId: string) => `offer:${offerId}:terms:${termsId}`;
const notePrefix = (offerId: string) => `offer:${offerId}:note:`;

@Injectable()
export class OfferVault {
  constructor(private readonly vault: Vault) {}

  keepTerms(org: string, { offerId, candidateId }: OfCandidate, termsId: string, terms: OfferTerms): Promise<void> {
    return this.vault.put(org, candidateId, termsField(offerId, termsId), terms);
  }

  terms(org: string, { offerId, candidateId }: OfCandidate, termsId: string): Promise<OfferTerms | undefined> {
    return this.vault.get(org, candidateId, termsField(offerId, termsId));
  }

  keepNote(org: string, { offerId, candidateId }: OfCandidate, noteId: string, note: string): Promise<void> {
    return this.vault.put(org, candidateId, `${notePrefix(offerId)}${noteId}`, note);
  }

  async notes(org: string, { offerId, candidateId }: OfCandidate): Promise<{ noteId: string; text: unknown }[]> {
    const prefix = notePrefix(offerId);
    const fields = Object.entries(await this.vault.all(org, candidateId));
    return fields.filter(([field]) => field.startsWith(prefix)).map(([field, text]) => ({ noteId: field.slice(prefix.length), text }));
  }

  /** Tells whether two terms of one organization are equal, and nothing of what they are. */
  hashing(org: string): (text: string) => string {
    return (text) => this.vault.keyedHash(org, `offer-terms:${text}`);
  }
}
