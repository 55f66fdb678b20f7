/** Commands about a candidate. What is personal goes to the vault before the commit; the event holds ids. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import {
  type AddCandidateBody,
  type AddResumeBody,
  addCandidateBody,
  addResumeBody,
  type ChangeContactBody,
  changeContactBody,
} from '@rolecall/contracts';
import { answer, Caller, type CommandAnswer, idParam, newId } from '@rolecall/edge';
import { normalizeResume } from '@rolecall/role-schema';
import { Candidates } from './candidates.js';
import { People } from './people.js';
import { emptyResume } from './rejections.js';

@Controller('candidates')
export class CandidateHttp {
  constructor(
    private readonly candidates: Candidates,
    private readonly people: People,
  ) {}

  /** A person who is known already, by the first address, is answered with the id they have. */
  @Post()
  async add(@Body({ schema: addCandidateBody }) body: AddCandidateBody, @Caller() caller: Caller): Promise<CommandAnswer> {
    const { org } = caller;
    const fresh = newId(caller);
    const id = await this.idFor(body.emails, fresh, caller);
    const created = id === fresh || !(await this.candidates.load(org, id));
    // Of two who add one person at once, one loses: what it keeps here is then named by no event.
    const contactId = caller.noteId('contact');
    const beforeAppend = () => this.people.keepContact(org, id, body, contactId);
    return answer(this.candidates, id, { do: 'add', candidateId: id, contactId }, caller, { created, beforeAppend });
  }

  /** Of whoever has the first address, else `fresh`, which has all of them from then on. */
  private async idFor(emails: readonly string[], fresh: string, caller: Caller): Promise<string> {
    const { org, dryRun } = caller;
    // The same request again.
    if (await this.candidates.load(org, fresh)) return fresh;
    const [first = ''] = emails;
    // An address may have been claimed by a request that died before it added anybody: then the id is still free.
    const id = (await this.people.find(org, first)) ?? fresh;
    if (dryRun || (await this.candidates.load(org, id))) return id;
    try {
      await this.people.claimAll(org, emails, id);
      return id;
    } catch (error) {
      const owner = await this.people.find(org, first);
      // Claimed by another request at this very moment: it is the same person, whom either of the two may add.
      if (owner !== undefined && owner !== id) return this.idFor(emails, fresh, caller);
      throw error;
    }
  }

  @Post(':id/change-contact')
  async changeContact(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: changeContactBody }) body: ChangeContactBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const contactId = caller.noteId('contact');
    return answer(this.candidates, id, { do: 'change-contact', contactId }, caller, {
      beforeAppend: async () => {
        await this.people.claimAll(caller.org, body.emails, id);
        await this.people.keepContact(caller.org, id, body, contactId);
      },
    });
  }

  /** One more version; the newest text again is no new version. */
  @Post(':id/resumes')
  addResume(
    @Param('id', { schema: idParam }) id: string,
    @Body({ schema: addResumeBody }) body: AddResumeBody,
    @Caller() caller: Caller,
  ): Promise<CommandAnswer> {
    const text = normalizeResume(body.text);
    if (text === '') throw emptyResume();
    const resumeId = this.people.resumeId(caller.org, id, text);
    return answer(this.candidates, id, { do: 'add-resume', resumeId }, caller, {
      beforeAppend: () => this.people.keepResume(caller.org, id, resumeId, text),
    });
  }
}
