/** Takes an application in: the candidate's claim first, then the application that its id names. Repeats and parallel posts end as one. */
import { Injectable } from '@nestjs/common';
import type { ApplyBody } from '@rolecall/contracts';
import { answer, type Caller, type CommandAnswer } from '@rolecall/edge';
import { Rejection } from '@rolecall/kernel';
import type { Cause } from '@rolecall/messaging';
import { type Attempt as Claimed, liveAttempt, nextAttempt } from '../candidate/candidate.js';
import { Candidates } from '../candidate/candidates.js';
import { People } from '../candidate/people.js';
import { notFound } from '../candidate/rejections.js';
import { RequisitionCopies, type RequisitionCopy } from '../requisition/requisition-copies.js';
import { Applications } from './applications.js';
import type { Receive } from './commands.js';
import { ended, unknownResume } from './rejections.js';
import { isEnded } from './state.js';

type Attempt = Pick<Claimed, 'applicationId' | 'attempt'>;

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
    const resumeVersion = body.resumeVersion ?? (candidate.state.resumes.length || undefined);
    if ((resumeVersion ?? 0) > candidate.state.resumes.length) throw unknownResume({ resumeVersion: resumeVersion ?? 0 });
    const commandFor = (attempt: Attempt) => this.commandFor({ ...body, resumeVersion }, copy, attempt, caller);
    const receive = (attempt: Attempt, as = caller) => this.receive(body, commandFor(attempt), as);
    const live = liveAttempt(candidate.state, body.requisitionId);
    const next = nextAttempt(candidate.state, body.requisitionId);
    if (caller.dryRun) return receive(live ?? next);
    const before = await this.claimedBefore(body, caller.cause);
    if (before) return receive(before);
    // Nothing is claimed for an application that is refused.
    const mayBe = () => this.applications.dryRun(next.applicationId, commandFor(next), caller.cause);
    if (!live) await mayBe();
    try {
      // That the application which the claim names has ended is no answer to be remembered.
      // A claim that was live stays the one that is asked for: were its end to come now, a new claim could be left behind by a refusal.
      return await receive(live ?? (await this.claim(body, caller.cause)), { ...caller, cause: { ...caller.cause, keyed: false } });
    } catch (error) {
      // The claim still names an application that has ended; its end has not come here yet.
      if (!(error instanceof Rejection) || error.code !== ended.code) throw error;
      await mayBe();
      await this.endAttempt(body, caller.cause);
      return receive(await this.claim(body, again(caller.cause)));
    }
  }

  /** What this very request has claimed, when it comes again; whatever became of it since. */
  private async claimedBefore({ candidateId, requisitionId }: ApplyBody, cause: Cause): Promise<Attempt | undefined> {
    // Without a key no request comes again.
    if (!cause.keyed) return undefined;
    const before = (await this.candidates.executed(candidateId, again(cause))) ?? (await this.candidates.executed(candidateId, cause));
    return before && liveAttempt(before.state, requisitionId);
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
    // It may have been reinstated meanwhile: then its claim stands.
    if (!attempt || !application || !isEnded(application.state.status)) return;
    // One more than it has now: what a reinstatement would be, had there been one.
    const { applicationId } = attempt;
    const command = { do: 'end-attempt', requisitionId, applicationId, applicationSequence: application.sequence + 1 } as const;
    await this.candidates.execute(candidateId, command, unconditional({ ...cause, id: `${cause.id}:ended` }));
  }

  private commandFor(body: ApplyBody, copy: RequisitionCopy, attempt: Attempt, caller: Caller): Receive {
    const { candidateId, requisitionId, resumeVersion, answers, source } = body;
    const { terms } = copy;
    return {
      do: 'receive',
      ...{ applicationId: attempt.applicationId, attempt: attempt.attempt, candidateId, requisitionId, resumeVersion, source, answers },
      pins: { role: terms.roleVersion, questions: terms.questionsVersion, plan: terms.plan.version, band: terms.bandVersion },
      questions: terms.questions,
      requisition: copy.status,
      evaluation: terms.evaluation === 'off' ? 'switched_off' : body.evaluation ? 'on' : 'candidate_wish',
      owner: terms.team.recruiter,
      ...(answers.length > 0 ? { answersId: caller.noteId('answers') } : {}),
    };
  }

  private async receive({ candidateId, answers }: ApplyBody, command: Receive, caller: Caller): Promise<CommandAnswer> {
    const { applicationId, answersId } = command;
    const texts = Object.fromEntries(answers.map(({ questionId, value }) => [questionId, value]));
    const answered = await answer(this.applications, applicationId, command, caller, {
      created: `/v1/applications/${applicationId}`,
      beforeAppend: async (events) => {
        if (answersId && events[0]?.type === 'application.received.v1')
          await this.people.keepAnswers(caller.org, candidateId, answersId, texts);
      },
    });
    if ('dryRun' in answered || answered.happened.includes('application.received.v1')) return answered;
    const { id, version, sequence, happened } = answered;
    return { id, version, sequence, happened };
  }
}

/** An If-Match of the request is about the application, not about the candidate. */
const unconditional = ({ expectedSequence: _, ...cause }: Cause): Cause => cause;

const again = (cause: Cause): Cause => ({ ...cause, id: `${cause.id}:again` });
