/** Decisions about many people at once: explicit ids and a typed reason each, never a filter; a result for each. */
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { type BulkAdvanceBody, type BulkRejectBody, bulkAdvanceBody, bulkRejectBody } from '@rolecall/contracts';
import { Caller, type CommandAnswer } from '@rolecall/edge';
import { Rejection, type RejectionDetails } from '@rolecall/kernel';
import { WorkingTimes } from '../working-time/working-times.js';
import { ApplicationCommands } from './application-commands.js';

const atOnce = 50;

/** What became of one application: its answer, or the refusal. */
export type BulkResult =
  | { readonly applicationId: string; readonly ok: true; readonly answer: CommandAnswer }
  | {
      readonly applicationId: string;
      readonly ok: false;
      readonly code: string;
      readonly sentence: string;
      readonly remedy: string;
      readonly details: RejectionDetails;
    };

export interface BulkAnswer {
  readonly results: readonly BulkResult[];
  readonly done: number;
  readonly refused: number;
}

@Controller('applications')
export class BulkHttp {
  constructor(
    private readonly commands: ApplicationCommands,
    private readonly workingTimes: WorkingTimes,
  ) {}

  @Post('bulk-reject')
  @HttpCode(200)
  async reject(@Body({ schema: bulkRejectBody }) { decisions, ...letter }: BulkRejectBody, @Caller() caller: Caller): Promise<BulkAnswer> {
    const letterDueAt = await this.workingTimes.letterTime(caller.org, letter, caller.at);
    return eachOf(decisions, ({ applicationId, reason, shown }) =>
      this.commands.execute(applicationId, { do: 'reject', reason, letterDueAt, shown }, caller),
    );
  }

  @Post('bulk-advance')
  @HttpCode(200)
  advance(@Body({ schema: bulkAdvanceBody }) { applicationIds }: BulkAdvanceBody, @Caller() caller: Caller): Promise<BulkAnswer> {
    return eachOf(
      applicationIds.map((applicationId) => ({ applicationId })),
      async ({ applicationId }) => {
        const { status, terms } = await this.commands.requisitionOf(applicationId, caller);
        return this.commands.execute(applicationId, { do: 'advance', requisition: status, planVersion: terms.plan.version }, caller);
      },
    );
  }
}

/** A refusal of one is a result; an outage fails the whole request, which may be sent again with its Idempotency-Key. */
async function eachOf<T extends { applicationId: string }>(
  all: readonly T[],
  decide: (one: T) => Promise<CommandAnswer>,
): Promise<BulkAnswer> {
  const results: BulkResult[] = [];
  for (let start = 0; start < all.length; start += atOnce)
    results.push(...(await Promise.all(all.slice(start, start + atOnce).map((one) => resultOf(one.applicationId, () => decide(one))))));
  const done = results.filter(({ ok }) => ok).length;
  return { results, done, refused: results.length - done };
}

async function resultOf(applicationId: string, decide: () => Promise<CommandAnswer>): Promise<BulkResult> {
  try {
    return { applicationId, ok: true, answer: await decide() };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const { code, sentence, remedy } = error.definition;
    return { applicationId, ok: false, code, sentence, remedy, details: error.details };
  }
}
