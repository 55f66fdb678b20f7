/** The personal side of a candidate: contact data, résumé texts and answers in the vault, found by keyed hashes of addresses. */
import { Injectable } from '@nestjs/common';
import type { AddCandidateBody } from '@rolecall/contracts';
import { hashId } from '@rolecall/kernel';
import { Vault } from '@rolecall/vault';
import type { Candidate } from './candidate.js';
import { addressInUse } from './rejections.js';

export type Contact = AddCandidateBody;

/** Addresses that differ in case or Unicode form are one address. */
const normalized = (email: string) => email.trim().normalize('NFKC').toLowerCase();
const contactField = (contactId?: string) => (contactId ? `contact:${contactId}` : 'contact');
const answersField = (answersId: string) => `answers:${answersId}`;

@Injectable()
export class People {
  constructor(private readonly vault: Vault) {}

  /** Every address for this candidate, or none: throws `candidate/address-in-use`. */
  async claimAll(org: string, emails: readonly string[], candidateId: string): Promise<void> {
    const owners = await Promise.all(emails.map((email) => this.find(org, email)));
    const taken = owners.findIndex((owner) => owner !== undefined && owner !== candidateId);
    if (taken >= 0) throw addressInUse({ candidateId: owners[taken] ?? '', position: taken });
    for (const [position, email] of emails.entries()) {
      const owner = await this.vault.claimAddress(org, this.hash(org, email), candidateId);
      if (owner === candidateId) continue;
      // Somebody claimed it at this very moment: what was claimed here is free again.
      const claimed = emails.filter((_, before) => before < position && owners[before] === undefined);
      await Promise.all(claimed.map((each) => this.vault.releaseAddress(org, this.hash(org, each), candidateId)));
      throw addressInUse({ candidateId: owner, position });
    }
  }

  find(org: string, email: string): Promise<string | undefined> {
    return this.vault.ownerOfAddress(org, this.hash(org, email));
  }

  keepContact(org: string, candidateId: string, contact: Contact, contactId: string): Promise<void> {
    return this.vault.put(org, candidateId, contactField(contactId), contact);
  }

  contact(org: string, { candidateId, contactId }: Candidate): Promise<Contact | undefined> {
    return this.vault.get(org, candidateId, contactField(contactId));
  }

  /** The same text has the same id, so that a repeat is seen. */
  resumeId(org: string, candidateId: string, text: string): string {
    return hashId(`${candidateId}:${this.vault.keyedHash(org, text)}`);
  }

  keepResume(org: string, candidateId: string, resumeId: string, text: string): Promise<void> {
    return this.vault.put(org, candidateId, `resume:${resumeId}`, text);
  }

  /** The normalized text that the spans of an evaluation point into. */
  async resume(org: string, { candidateId, resumes }: Candidate, version: number | undefined): Promise<string | undefined> {
    const resumeId = resumes[(version ?? 0) - 1];
    return resumeId ? this.vault.get(org, candidateId, `resume:${resumeId}`) : undefined;
  }

  keepAnswers(org: string, candidateId: string, answersId: string, answers: Readonly<Record<string, string>>): Promise<void> {
    return this.vault.put(org, candidateId, answersField(answersId), answers);
  }

  async answers(org: string, candidateId: string, answersId: string | undefined): Promise<Readonly<Record<string, string>>> {
    return (answersId ? await this.vault.get<Record<string, string>>(org, candidateId, answersField(answersId)) : undefined) ?? {};
  }

  /** A free-text note; only its id is in the event. */
  keepNote(org: string, candidateId: string, noteId: string, note: string): Promise<void> {
    return this.vault.put(org, candidateId, `note:${noteId}`, note);
  }

  note(org: string, candidateId: string, noteId: string): Promise<string | undefined> {
    return this.vault.get(org, candidateId, `note:${noteId}`);
  }

  private hash(org: string, email: string): string {
    return this.vault.keyedHash(org, `email:${normalized(email)}`);
  }
}
