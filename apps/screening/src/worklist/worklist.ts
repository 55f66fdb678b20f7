/** THE DECIDER of a worklist: in which order people look at a requisition's applications. The default is the time received. */
import type { worklistOrderChosen } from '@rolecall/contracts';
import { type Decider, defineRejection, type EventOf, eventMaker } from '@rolecall/kernel';

export type WorklistEvent = EventOf<typeof worklistOrderChosen>;
export type Order = WorklistEvent['data']['order'];
const event = eventMaker<WorklistEvent>();

export interface Worklist {
  readonly order: Order;
  readonly reason?: string;
  readonly by?: string;
}

export type WorklistCommand = {
  readonly do: 'choose-order';
  readonly requisitionId: string;
  readonly order: Order;
  readonly reason: string;
};

const chosenByPerson = defineRejection(
  'worklist/person-only',
  'forbidden',
  'Only a person chooses the order in which people are looked at.',
  'Let a person choose.',
);

export const worklist: Decider<Worklist, WorklistCommand, WorklistEvent> = {
  aggregate: 'worklist',
  stateVersion: 1,
  initial: { order: 'received' },
  decide({ requisitionId, order, reason, by }, state) {
    if (by.kind !== 'person') throw chosenByPerson({ kind: by.kind });
    return state.order === order ? [] : [event('worklist.order-chosen.v1', { requisitionId, order, reason, by: by.id })];
  },
  evolve: (_, { data: { order, reason, by } }) => ({ order, reason, by }),
};
