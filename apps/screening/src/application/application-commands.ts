/** What the HTTP files of an application share: a command with the requisition's state, and a note that goes to the vault. */
import { Injectable } from '@nestjs/common';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import type { Loaded } from '@rolecall/messaging';
import { People } from '../candidate/people.js';
import { RequisitionCopies, type RequisitionCopy } from '../requisition/requisition-copies.js';
import { Applications } from './applications.js';
import type { ApplicationCommand } from './commands.js';
import { notFound } from './rejections.js';
import type { Application } from './state.js';

@Injectable()
export class ApplicationCommands {
  constructor(
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
    private readonly people: People,
  ) {}

  execute(id: string, command: ApplicationCommand, caller: Caller): Promise<CommandAnswer> {
    return answer(this.applications, id, command, caller);
  }

  /** The note is kept under the candidate before the commit that names it; nothing is written when the decider refuses. */
  async withNote(
    id: string,
    note: string | undefined,
    caller: Caller,
    command: (noteId?: string) => ApplicationCommand,
  ): Promise<CommandAnswer> {
    if (!note) return this.execute(id, command(), caller);
    const { candidateId } = (await this.loaded(id, caller)).state;
    const noteId = caller.noteId();
    const beforeAppend = () => this.people.keepNote(caller.org, candidateId, noteId, note);
    return answer(this.applications, id, command(noteId), caller, { beforeAppend });
  }

  /** Throws `application/not-found`. */
  async loaded(id: string, { org }: Caller): Promise<Loaded<Application>> {
    const loaded = await this.applications.load(org, id);
    if (!loaded) throw notFound();
    return loaded;
  }

  async requisitionOf(id: string, caller: Caller): Promise<RequisitionCopy> {
    return this.requisitions.of(caller.org, (await this.loaded(id, caller)).state.requisitionId);
  }
}
