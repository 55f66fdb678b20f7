/** Reads a candidate: the person from the vault, their résumé versions, and every attempt. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Caller, found, idParam, view } from '@rolecall/edge';
import { type Probes, personal } from '@rolecall/kernel';
import type { Loaded } from '@rolecall/messaging';
import { z } from 'zod';
import { type Candidate, type CandidateCommand, candidate } from './candidate.js';
import { Candidates } from './candidates.js';
import { People } from './people.js';

const findBody = z.strictObject(personal({ email: z.email().max(254) })).meta({ id: 'FindCandidateBody' });
const versionParam = z.coerce.number().int().positive();
const nowhere = '00000000-0000-8000-8000-000000000000';

const probes: Partial<Probes<Candidate, CandidateCommand>> = {
  'change-contact': () => ({ contactId: nowhere }),
  'add-resume': () => ({ resumeId: nowhere }),
};

@Controller('candidates')
export class CandidateQueries {
  constructor(
    private readonly candidates: Candidates,
    private readonly people: People,
  ) {}

  @Get(':id')
  async get(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    return this.shown(found(await this.candidates.load(caller.org, id)), caller);
  }

  /** By address; a POST, so that the address stands in no log of paths. */
  @Post('find')
  @HttpCode(200)
  async find(@Body({ schema: findBody }) { email }: z.output<typeof findBody>, @Caller() caller: Caller) {
    const id = found(await this.people.find(caller.org, email));
    return this.shown(found(await this.candidates.load(caller.org, id)), caller);
  }

  /** The normalized text of one version. */
  @Get(':id/resumes/:version')
  async resume(
    @Param('id', { schema: idParam }) id: string,
    @Param('version', { schema: versionParam }) version: number,
    @Caller() caller: Caller,
  ) {
    const { state } = found(await this.candidates.load(caller.org, id));
    return { candidateId: id, version, text: found(await this.people.resume(caller.org, state, version)) };
  }

  private async shown(loaded: Loaded<Candidate>, caller: Caller) {
    const { status, resumes, attempts, aliases } = loaded.state;
    const contact = await this.people.contact(caller.org, loaded.state);
    const listed = attempts.map(({ applicationId, requisitionId, attempt, live }) => ({ applicationId, requisitionId, attempt, live }));
    return view(loaded, candidate, probes, caller, {
      status,
      contact: contact ?? null,
      resumeVersions: resumes.length,
      attempts: listed,
      aliases,
    });
  }
}
