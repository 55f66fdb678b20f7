/** Endpoints of scorecards: written alone, amended, waived, asked for. Their texts go to the vault. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type AmendScorecardBody,
  amendScorecardBody,
  key,
  type SubmitScorecardBody,
  submitScorecardBody,
  type WaiveScorecardBody,
  waiveScorecardBody,
} from '@rolecall/contracts';
import { Caller, type CommandAnswer, idParam } from '@rolecall/edge';
import { LoopCommands } from './loop-commands.js';

/** A scorecard's texts as the vault keeps them. */
export interface ScorecardTexts {
  readonly note?: string;
  readonly ratings: Readonly<Record<string, string>>;
}

@Controller('loops/:id/rounds/:roundId')
export class ScorecardsHttp {
  constructor(private readonly commands: LoopCommands) {}

  /** One's own, or on behalf of somebody on the panel; the event has both names. */
  @Post('submit-scorecard')
  submit(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: submitScorecardBody }) body: SubmitScorecardBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.write('submit-scorecard', id, roundId, body, caller);
  }

  @Post('amend-scorecard')
  amend(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: amendScorecardBody }) body: AmendScorecardBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.write('amend-scorecard', id, roundId, body, caller);
  }

  @Post('waive-scorecard')
  waive(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Body({ schema: waiveScorecardBody }) { note, person, reason }: WaiveScorecardBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, note, caller, ({ noteId, team }) => ({ do: 'waive-scorecard', roundId, person, reason, team, noteId }));
  }

  /** Asks everybody of the round whose scorecard is due. */
  @Post('remind')
  remind(
    @Param('id', { schema: idParam }) id: string,
    @Param('roundId', { schema: key }) roundId: string,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    return this.commands.run(id, undefined, caller, () => ({ do: 'remind', roundId }));
  }

  private async write(
    verb: 'submit-scorecard' | 'amend-scorecard',
    id: string,
    roundId: string,
    { note, ratings, verdict, onBehalfOf }: SubmitScorecardBody,
    caller: Caller,
  ): Promise<CommandAnswer> {
    const { state, team } = await this.commands.given(id, caller);
    const texts = textsOf(note, ratings);
    const noteId = texts && caller.noteId('scorecard');
    const levels = ratings.map(({ competencyId, rating }) => ({ competencyId, rating }));
    const person = onBehalfOf ?? caller.person.id;
    const command = { do: verb, roundId, person, verdict, ratings: levels, team, noteId } as const;
    return this.commands.execute(id, command, caller, state.candidateId, noteId ? { [`scorecard:${noteId}`]: texts } : {});
  }
}

function textsOf(note: string | undefined, all: SubmitScorecardBody['ratings']): ScorecardTexts | undefined {
  const ratings = Object.fromEntries(all.flatMap((each) => (each.note ? [[each.competencyId, each.note]] : [])));
  if (note === undefined && Object.keys(ratings).length === 0) return undefined;
  return { ...(note ? { note } : {}), ratings };
}
