/** What every write endpoint of a loop does: the command with the team that decides, texts to the vault, and calendars that follow. */
import { Injectable } from '@nestjs/common';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import { Vault } from '@rolecall/vault';
import { RequisitionCopies } from '../requisition/requisition-copies.js';
import type { DecidingTeam, LoopCommand } from './commands.js';
import { Loops } from './loops.js';
import { notFound } from './rejections.js';
import { changesCalendars, Settlement } from './settlement.js';
import type { Loop } from './state.js';

/** Fields of the candidate in the vault; they go with the candidate. */
export type Texts = Readonly<Record<string, unknown>>;

export interface Given {
  readonly state: Loop;
  readonly team: DecidingTeam;
  readonly noteId?: string;
}

@Injectable()
export class LoopCommands {
  constructor(
    private readonly loops: Loops,
    private readonly requisitions: RequisitionCopies,
    private readonly vault: Vault,
    private readonly settlement: Settlement,
  ) {}

  /** The loop and the team of its requisition. Throws `loop/not-found`. */
  async given(id: string, { org }: Caller): Promise<Given> {
    const loaded = await this.loops.load(org, id);
    if (!loaded) throw notFound();
    return { state: loaded.state, team: (await this.requisitions.of(org, loaded.state.requisitionId)).team };
  }

  /** A note is kept before the commit that names it; nothing is written when the decider refuses. */
  async run(id: string, note: string | undefined, caller: Caller, commandOf: (given: Given) => LoopCommand): Promise<CommandAnswer> {
    const given = await this.given(id, caller);
    const noteId = note === undefined ? undefined : caller.noteId();
    const texts = noteId ? { [`note:${noteId}`]: note } : {};
    return this.execute(id, commandOf({ ...given, noteId }), caller, given.state.candidateId, texts);
  }

  /** Calendars follow at once where they can; the loop's own events and the deadlines of holds see to it where not. */
  async execute(id: string, command: LoopCommand, caller: Caller, candidateId: string, texts: Texts): Promise<CommandAnswer> {
    const beforeAppend = async () => {
      for (const [field, text] of Object.entries(texts)) await this.vault.put(caller.org, candidateId, field, text);
    };
    const answered = await answer(this.loops, id, command, caller, { beforeAppend });
    if ('happened' in answered && changesCalendars(answered.happened))
      await this.settlement.settle(id, caller.cause, 'roundId' in command ? command.roundId : undefined);
    return answered;
  }
}
