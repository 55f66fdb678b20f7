/** The applications of a board that wait for a person: few enough to be looked at all, whichever copy says so. */
import { Injectable } from '@nestjs/common';
import type { ApplicationCopy } from '../application/application.js';
import { ApplicationCopies, copyId, type Kept, LoopCopies, OfferCopies } from '../copies.js';
import type { Where } from './union.js';

/** More than one person can see to at a time; what is beyond is not shown. */
export const awaitedMax = 2000;

@Injectable()
export class Awaited {
  constructor(
    private readonly applications: ApplicationCopies,
    private readonly loops: LoopCopies,
    private readonly offers: OfferCopies,
  ) {}

  /** Of those that meet the conditions, which name the board. */
  async of(where: Where, org: string, person: string): Promise<Kept<ApplicationCopy>[]> {
    const waiting = { 'copy.org': org, 'copy.waiting.person': person };
    const beside = { ...waiting, 'copy.board': where['copy.board'] };
    const [own, loops, offers] = await Promise.all([
      this.applications.found({ ...where, ...waiting }, { _id: 1 }, awaitedMax),
      this.loops.found(beside, { _id: 1 }, awaitedMax),
      this.offers.found(beside, { _id: 1 }, awaitedMax),
    ]);
    const known = new Set(own.map(({ _id }) => _id));
    const ids = new Set([...loops, ...offers].map(({ copy }) => copyId(org, copy.applicationId)).filter((id) => !known.has(id)));
    if (ids.size === 0) return own;
    return [...own, ...(await this.applications.found({ ...where, _id: { $in: [...ids] } }, { _id: 1 }, awaitedMax))];
  }
}
