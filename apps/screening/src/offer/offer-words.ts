/** What an offer says of itself, and what each word means to its application. */
import { Injectable } from '@nestjs/common';
import type * as contracts from '@rolecall/contracts';
import { Ports, type Word, Words } from '@rolecall/messaging';
import type { HireCommand } from '../application/commands.js';
import { wordId } from '../application/conclusion-words.js';

export type OfferEnds =
  | typeof contracts.offerDeclined
  | typeof contracts.offerExpired
  | typeof contracts.offerReneged
  | typeof contracts.offerRescinded
  | typeof contracts.offerVoided;
export type OfferSays = typeof contracts.offerExtended | typeof contracts.offerAccepted | OfferEnds;

const causes = {
  'offer.declined.v1': 'declined',
  'offer.expired.v1': 'expired',
  'offer.reneged.v1': 'reneged',
  'offer.rescinded.v1': 'rescinded',
  'offer.voided.v1': 'voided',
} as const;

export const beginOf = ({ data }: Word<typeof contracts.offerExtended>) => {
  const { offerId, offerVersion, episode: offerEpisode, startDate } = data;
  return { do: 'begin-offer', offerId, offerEpisode, offerVersion, startDate } as const;
};

/** `owner` has the task that may follow. */
export function commandOf(word: Word<OfferSays>, owner: string): HireCommand {
  const { type, data } = word;
  const { offerId, offerVersion, episode: offerEpisode } = data;
  const of = { offerId, offerEpisode };
  switch (type) {
    case 'offer.extended.v1':
      return beginOf(word);
    case 'offer.accepted.v1':
      return { do: 'begin-pre-hire', ...of, offerVersion, startDate: data.startDate, contingencies: data.contingencies, owner };
    default:
      return { do: 'end-offer', ...of, cause: causes[type], owner, endedBy: 'by' in data ? data.by : undefined };
  }
}

/** The last word of each offer; by application and episode, for an episode has one offer at most. */
@Injectable()
export class OfferWords extends Words<OfferSays> {
  constructor(ports: Ports) {
    super('offer-words', ports);
  }

  of = (org: string, applicationId: string, episode: number) => this.get(org, wordId(applicationId, episode));
}
