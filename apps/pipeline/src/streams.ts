/** Every event of each stream that is published: a copy takes all of them, so that its sequence is the stream's. */
import * as contracts from '@rolecall/contracts';
import type { EventContract, EventOf } from '@rolecall/kernel';

type Exported = (typeof contracts)[keyof typeof contracts];
type ContractOf<Begin extends string> = Extract<Exported, { readonly type: `${Begin}.${string}` }>;

/** What a fold reads of an event beside its data. */
export type Told<E> = E & { readonly at: string };

export type RequisitionEvent = Told<EventOf<ContractOf<'requisition'>>>;
export type CandidateEvent = Told<EventOf<ContractOf<'candidate'>>>;
export type ApplicationEvent = Told<EventOf<ContractOf<'application'>>>;
export type LoopEvent = Told<EventOf<ContractOf<'interview'>>>;
export type OfferEvent = Told<EventOf<ContractOf<'offer'>>>;

const isContract = (exported: unknown): exported is EventContract =>
  typeof exported === 'object' && exported !== null && 'type' in exported && 'topic' in exported;

/** Without what stays inside a service. */
const beginningWith = <Begin extends string>(begin: Begin) =>
  (Object.values(contracts) as unknown[]).filter(
    (exported): exported is ContractOf<Begin> => isContract(exported) && exported.type.startsWith(`${begin}.`) && exported.topic !== null,
  );

export const requisitionEvents = beginningWith('requisition');
export const candidateEvents = beginningWith('candidate');
export const applicationEvents = beginningWith('application');
export const loopEvents = beginningWith('interview');
export const offerEvents = beginningWith('offer');
