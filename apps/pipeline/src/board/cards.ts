/** Cards with what interviews and offers add to them: of many applications in two questions, or of one that has just changed. */
import { Injectable } from '@nestjs/common';
import { Ports } from '@rolecall/messaging';
import type { ApplicationCopy } from '../application/application.js';
import type { Status } from '../application/stages.js';
import { ApplicationCopies, idOf, type Kept, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import type { RequisitionCopy } from '../requisition/requisition.js';
import { type Card, cardOf } from './card.js';
import { columnsOf } from './columns.js';

/** An application has one loop and one offer for each episode. */
const episodesMax = 20;

export interface PlacedCard {
  /** Its column's id. */
  readonly column: string;
  readonly card: Card;
}

@Injectable()
export class Cards {
  constructor(
    private readonly ports: Ports,
    private readonly requisitions: RequisitionCopies,
    private readonly applications: ApplicationCopies,
    private readonly loops: LoopCopies,
    private readonly offers: OfferCopies,
  ) {}

  /** Of one requisition, in the order of the applications. */
  async of({ copy: { team } }: Kept<RequisitionCopy>, page: readonly Kept<ApplicationCopy>[], at: string): Promise<Card[]> {
    const [first] = page;
    if (!first?.copy.board) return [];
    const { board } = first.copy;
    const idsWith = (has: (copy: ApplicationCopy) => boolean) => page.filter(({ copy }) => has(copy)).map(idOf);
    const [loopOf, offerOf] = await Promise.all([
      beside(this.loops, board, idsWith(mayMeet)),
      beside(this.offers, board, idsWith(mayHaveOffer)),
    ]);
    return page.map((application) => {
      const id = idOf(application);
      return cardOf({ application, loop: loopOf.get(id)?.copy, offer: offerOf.get(id), team }, at);
    });
  }

  /** As it stands now; undefined where the application, or its requisition, is not known here yet. */
  async one(org: string, applicationId: string): Promise<PlacedCard | undefined> {
    const application = await this.applications.kept(org, applicationId);
    const requisition = application && (await this.requisitions.kept(org, application.copy.requisitionId));
    if (!application || !requisition) return undefined;
    const { stages, stagesOfPlan } = requisition.copy;
    const [card] = await this.of(requisition, [application], this.ports.clock.now());
    const column = columnsOf(stages, stagesOfPlan).find(({ holds }) => holds.includes(application.copy.column));
    return card && { column: column?.id ?? application.copy.column, card };
  }
}

/** Once a decision is due nothing of the interviews is. */
const mayMeet = ({ status, left }: ApplicationCopy): boolean =>
  status === 'interviewing' || ((status === 'received' || status === 'in_review') && left.some((each) => each.status === 'interviewing'));

const withOffer: readonly Status[] = ['decision', 'offered', 'pre_hire', 'hired', 'started'];
/** One that went out stays with an application that has ended. */
const mayHaveOffer = ({ status, left }: ApplicationCopy): boolean =>
  withOffer.includes(status) || left.some((each) => each.status === 'offered');

interface OfApplication {
  readonly applicationId: string;
  readonly episode: number;
}

/** Of each application the one of its last episode. */
async function beside<T extends OfApplication>(
  store: { found(where: Record<string, unknown>, sort: Record<string, 1>, limit: number): Promise<Kept<T>[]> },
  board: string,
  ids: readonly string[],
): Promise<Map<string, Kept<T>>> {
  const byApplication = new Map<string, Kept<T>>();
  if (ids.length === 0) return byApplication;
  const where = { 'copy.board': board, 'copy.applicationId': { $in: ids } };
  for (const kept of await store.found(where, { 'copy.applicationId': 1 }, ids.length * episodesMax)) {
    const { applicationId, episode } = kept.copy;
    if ((byApplication.get(applicationId)?.copy.episode ?? 0) <= episode) byApplication.set(applicationId, kept);
  }
  return byApplication;
}
