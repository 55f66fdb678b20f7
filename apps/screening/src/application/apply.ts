/** Takes an application in: the candidate's claim first, then the application that its id names. Repeats and parallel posts end as one. */
import { Injectable } from '@nestjs/common';
import type { ApplyBody } from '@rolecall/contracts';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import { Rejection } from '@rolecall/kernel';
import type { Cause, Loaded } from '@rolecall/messaging';
import { applicationIdOf, type Candidate, liveAttempt } from '../candidate/candidate.js';
import { Candidates } from '../candidate/candidates.js';
import { People } from '../candidate/people.js';
import { notFound } from '../candidate/rejections.js';
import { RequisitionCopies, type RequisitionCopy } from '../requisition/requisition-copies.js';
import { Applications } from './applications.js';
import type { Receive } from './commands.js';
import { searchIsOn } from './intake.js';
import { ended, unknownResume } from './rejections.js';

type Attempt = { readonly applicationId: string; readonly attempt: number };

@Injectable()
export class Intake {
  constructor(
    private readonly candidates: Candidates,
    private readonly applications: Applications,
    private readonly requisitions: RequisitionCopies,
    private readonly people: People,
  ) {}

  /** Throws `application/requisition-unknown` (503) while the requisition has not arrived here. */
  async apply(body: ApplyBody, caller: Caller): Promise<CommandAnswer> {
    const { org } = caller;
    const copy = await this.requisitions.of(org, body.requisitionId);
    const candidate = await this.candidates.load(org, body.candidateId);
    if (!candidate) throw notFound();
    // An application that is live is only named again; a new one needs an open search, before anything is claimed.
    if (!liveAttempt(candidate.state, body.requisitionId)) searchIsOn(copy.status);
    const resumeVersion = body.resumeVersion ?? (candidate.state.resumes.length || undefined);
    if ((resumeVersion ?? 0) > candidate.state.resumes.length) throw unknownResume({ resumeVersion: resumeVersion ?? 0 });
    const receive = (attempt: Attempt) => this.receive({ ...body, resumeVersion }, copy, attempt, caller);
    if (caller.dryRun) return receive(wouldClaim(candidate, body.requisitionId));
    try {
      return await receive(await this.claim(body, caller.cause));
    } catch (error) {
      // The claim still names an application that has ended; its end has not come here yet.
      if (!(error instanceof Rejection) || error.code !== ended.code) throw error;
      await this.endAttempt(body, caller.cause);
      return receive(await this.claim(body, { ...caller.cause, id: `${caller.cause.id}:again` }));
    }
  }

  private async claim({ candidateId, requisitionId }: ApplyBody, cause: Cause): Promise<Attempt> {
    const { state } = await this.candidates.execute(candidateId, { do: 'claim-attempt', requisitionId }, unconditional(cause));
    const attempt = liveAttempt(state, requisitionId);
    if (!attempt) throw ended({ requisitionId });
    return attempt;
  }

  private async endAttempt({ candidateId, requisitionId }: ApplyBody, cause: Cause): Promise<void> {
    const candidate = await this.candidates.load(cause.org, candidateId);
    const attempt = candidate && liveAttempt(candidate.state, requisitionId);
    const application = attempt && (await this.applications.load(cause.org, attempt.applicationId));
    if (!attempt || !application) return;
    // One more than it has now: what a reinstatement would be, had there been one.
    const { applicationId } = attempt;
    const command = { do: 'end-attempt', requisitionId, applicationId, applicationSequence: application.sequence + 1 } as const;
    await this.candidates.execute(candidateId, command, unconditional({ ...cause, id: `${cause.id}:ended` }));
  }

  private async receive(body: ApplyBody, copy: RequisitionCopy, attempt: Attempt, caller: Caller): Promise<CommandAnswer> {
    const { org } = caller;
    const { candidateId, requisitionId, resumeVersion, answers, source } = body;
    const { terms } = copy;
    const answersId = caller.noteId('answers');
    const command: Receive = {
      do: 'receive',
      ...{ applicationId: attempt.applicationId, attempt: attempt.attempt, candidateId, requisitionId, resumeVersion, source, answers },
      pins: { role: terms.roleVersion, questions: terms.questionsVersion, plan: terms.plan.version, band: terms.bandVersion },
      questions: terms.questions,
      requisition: copy.status,
      evaluation: terms.evaluation === 'off' ? 'switched_off' : body.evaluation ? 'on' : 'candidate_wish',
      owner: terms.team.recruiter,
      ...(answers.length > 0 ? { answersId } : {}),
    };
    const texts = Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]));
    const answered = await answer(this.applications, attempt.applicationId, command, caller, {
      created: `/v1/applications/${attempt.applicationId}`,
      beforeAppend: async (events) => {
        if (answers.length > 0 && events[0]?.type === 'application.received.v1')
          await this.people.keepAnswers(org, candidateId, answersId, texts);
      },
    });
    if ('dryRun' in answered || answered.happened.includes('application.received.v1')) return answered;
    const { id, version, sequence, happened } = answered;
    return { id, version, sequence, happened };
  }
}

/** An If-Match of the request is about the application, not about the candidate. */
const unconditional = ({ expectedSequence: _, ...cause }: Cause): Cause => cause;

function wouldClaim({ state }: Loaded<Candidate>, requisitionId: string): Attempt {
  const attempt = state.attempts.filter((each) => each.requisitionId === requisitionId).length + 1;
  return liveAttempt(state, requisitionId) ?? { attempt, applicationId: applicationIdOf(state.candidateId, requisitionId, attempt) };
}
