/** Makes an evaluation: the pinned résumé against the pinned role. It reads, and says what to record; recording is the caller's. */
import { Injectable } from '@nestjs/common';
import { deriveId } from '@rolecall/kernel';
import { Ports } from '@rolecall/messaging';
import { evaluateResume } from '@rolecall/role-schema';
import { Candidates } from '../candidate/candidates.js';
import { People } from '../candidate/people.js';
import { RequisitionCopies } from '../requisition/requisition-copies.js';
import type { EvaluationCommand } from './commands.js';
import type { Application } from './state.js';

@Injectable()
export class Evaluations {
  constructor(
    private readonly ports: Ports,
    private readonly candidates: Candidates,
    private readonly people: People,
    private readonly requisitions: RequisitionCopies,
  ) {}

  /** The same application gives the same command, so that a repeat after a crash is harmless. */
  async commandFor(org: string, application: Application): Promise<EvaluationCommand> {
    const { applicationId, requisitionId, candidateId, pins, resumeVersion, evaluations } = application;
    const basis = (await this.requisitions.get(org, requisitionId))?.roles[pins.role];
    if (!basis) return { do: 'record-evaluation-unavailable', why: 'role_missing' };
    const candidate = await this.candidates.load(org, candidateId);
    const text = candidate && (await this.people.resume(org, candidate.state, resumeVersion));
    if (text === undefined || resumeVersion === undefined) return { do: 'record-evaluation-unavailable', why: 'resume_missing' };
    const today = this.ports.clock.now().slice(0, 10);
    const { evaluatorVersion, ...found } = evaluateResume(text, basis.role, basis, { today });
    const evaluationId = deriveId(applicationId, `evaluation:${evaluations.length + 1}`);
    const versions = { evaluator: evaluatorVersion, role: pins.role, resume: resumeVersion };
    return { do: 'record-evaluation', evaluation: { evaluationId, versions, ...found } };
  }
}
