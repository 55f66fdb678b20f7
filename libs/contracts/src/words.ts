/**
 * What happened as sentences for people: who did what, why. One table for each kind of stream; an event without words does not compile. Ids,
 * codes and times only: names and notes are added by who may see them.
 */
import type { Actor, EventContract, EventOf } from '@rolecall/kernel';
import type * as application from './application.closing.events.js';
import type * as received from './application.events.js';
import type * as hire from './application.hire.events.js';
import type * as review from './application.review.events.js';
import { applicationWords } from './application.words.js';
import type * as candidate from './candidate.events.js';
import { candidateWords } from './candidate.words.js';
import type * as loop from './interview.events.js';
import type * as rounds from './interview.rounds.events.js';
import type * as scorecards from './interview.scorecards.events.js';
import { interviewWords } from './interview.words.js';
import type * as agreement from './offer.approval.events.js';
import type * as course from './offer.course.events.js';
import type * as drafts from './offer.draft.events.js';
import type * as offer from './offer.events.js';
import { offerWords } from './offer.words.js';
import type * as approval from './requisition.approval.events.js';
import type * as terms from './requisition.draft.events.js';
import type * as requisition from './requisition.events.js';
import type * as seats from './requisition.seats.events.js';
import { requisitionWords } from './requisition.words.js';

type Application = typeof application & typeof received & typeof hire & typeof review;
type Loop = typeof loop & typeof rounds & typeof scorecards;
type Offer = typeof agreement & typeof course & typeof drafts & typeof offer;
type Requisition = typeof approval & typeof terms & typeof requisition & typeof seats;
type Modules = Application & typeof candidate & Loop & Offer & Requisition;
type Contracts = Extract<Modules[keyof Modules], EventContract>;
type Told<Begin extends string> = EventOf<Extract<Contracts, { readonly type: `${Begin}.${string}` }>>;

/** What follows the name of who did it. */
export type WordsOf<Begin extends string> = { readonly [E in Told<Begin> as E['type']]: (data: E['data']) => string };

const words: Readonly<Record<string, (data: never) => string>> = {
  ...applicationWords,
  ...candidateWords,
  ...interviewWords,
  ...offerWords,
  ...requisitionWords,
};

const whoOf = ({ kind, id }: Pick<Actor, 'kind' | 'id'>) => (kind === 'person' ? id : kind === 'timer' ? 'the timer' : `the ${id} service`);

/** Such as "mara rejected the application: stronger_candidate; letter due …". */
export function sentenceOf({ type, data }: { type: string; data: unknown }, by: Pick<Actor, 'kind' | 'id'>): string {
  const say = words[type];
  return `${whoOf(by)} ${say ? say(data as never) : `caused ${type}`}`;
}
