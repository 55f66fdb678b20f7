/** A read that carries a Consistency-Token waits until the copy of that stream has come as far, and is never answered with the older state. */
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { InvalidRequest } from '@rolecall/edge';
import { type CopyStore, Ports } from '@rolecall/messaging';
import type { Observable } from 'rxjs';
import { ApplicationCopies, CandidateCopies, copyId, LoopCopies, OfferCopies, RequisitionCopies } from '../copies.js';
import { behind } from '../rejections.js';
import { type Token, tokensOf } from './token.js';

const header = 'consistency-token';
const waitMaxMs = 2000;
const [stepMs, stepMaxMs] = [10, 80];

@Injectable()
export class Freshness implements NestInterceptor {
  private readonly copies: Readonly<Record<string, Pick<CopyStore<object>, 'documents'>>>;

  constructor(
    private readonly ports: Ports,
    requisition: RequisitionCopies,
    candidate: CandidateCopies,
    application: ApplicationCopies,
    loop: LoopCopies,
    offer: OfferCopies,
  ) {
    this.copies = { requisition, candidate, application, loop, offer };
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() === 'http') {
      const { headers, identity } = context.switchToHttp().getRequest();
      const named = headers[header];
      if (named !== undefined) await this.reach(String(named), identity.org);
    }
    return next.handle();
  }

  /** Throws `pipeline/behind` (unavailable). */
  private async reach(named: string, org: string): Promise<void> {
    const tokens = tokensOf(named);
    if (!tokens) throw new InvalidRequest('header', [{ message: 'must be what an answer gave', path: ['Consistency-Token'] }]);
    await Promise.all(tokens.map((token) => this.wait(token, org)));
  }

  /** What is published nowhere has no copy, and nothing here depends on it. */
  private async wait({ aggregate, id, sequence }: Token, org: string): Promise<void> {
    const copies = Object.hasOwn(this.copies, aggregate) ? this.copies[aggregate] : undefined;
    if (!copies) return;
    const { clock } = this.ports;
    const begun = clock.elapsed();
    for (let step = stepMs; ; step = Math.min(step * 1.5, stepMaxMs)) {
      const kept = await copies.documents.findOne({ _id: copyId(org, id) }, { projection: { sequence: 1 } });
      const reached = Number(kept?.sequence ?? 0);
      if (reached >= sequence) return;
      if (clock.elapsed() - begun >= waitMaxMs) throw behind({ aggregate, reached, wanted: sequence });
      await clock.sleep(step);
    }
  }
}
