/** How an application is shown: its state with `actions`, and for those who decide the evidence quoted from the résumé. */
import { Injectable } from '@nestjs/common';
import { type Caller, view } from '@rolecall/edge';
import type { Loaded } from '@rolecall/messaging';
import { type Requirement, requirementsOf } from '@rolecall/role-schema';
import { Candidates } from '../candidate/candidates.js';
import { People } from '../candidate/people.js';
import { RequisitionCopies, type RoleBasis } from '../requisition/requisition-copies.js';
import { application } from './application.js';
import { probesFor } from './application.probes.js';
import { type CorrectedFinding, findingsOf, scoreOf } from './evaluation.js';
import { ownerOfClaim } from './intake.js';
import { type Quote, quoting } from './quotes.js';
import type { Application } from './state.js';

/** A requirement, what was found for it, and where the résumé says so. */
export interface ShownFinding {
  readonly requirementId: string;
  readonly requirement: string | null;
  readonly importance: 'must' | 'nice' | 'unconfirmed';
  readonly finding: CorrectedFinding['finding'];
  readonly explanation: string;
  readonly points: number | null;
  readonly of: number | null;
  readonly corrected: CorrectedFinding['corrected'] | null;
  readonly quotes: readonly Quote[];
}

@Injectable()
export class Presenter {
  constructor(
    private readonly requisitions: RequisitionCopies,
    private readonly candidates: Candidates,
    private readonly people: People,
  ) {}

  /** Without personal data. */
  async shown(loaded: Loaded<Application>, caller: Caller) {
    const { state } = loaded;
    const { evaluation, end, applicationId: _, evaluations: __, past: ___, pastOffers: ____, reacted: _____, ...facts } = state;
    const requisition = (await this.requisitions.get(caller.org, state.requisitionId))?.status ?? 'open';
    return view(loaded, application, probesFor(requisition), caller, {
      ...facts,
      sourceOwner: ownerOfClaim(state.sources, caller.at) ?? null,
      end: end ?? null,
      evaluation: summaryOf(evaluation),
    });
  }

  /** For the people who decide: name, answers and evidence, read from the vault. */
  async person(loaded: Loaded<Application>, caller: Caller) {
    const { org } = caller;
    const { state } = loaded;
    const candidate = (await this.candidates.load(org, state.candidateId))?.state;
    const [contact, answers, text, copy] = await Promise.all([
      candidate && this.people.contact(org, candidate),
      this.people.answers(org, state.candidateId, state.answersId),
      candidate && this.people.resume(org, candidate, state.resumeVersion),
      this.requisitions.get(org, state.requisitionId),
    ]);
    const questions = copy?.questions[state.pins.questions] ?? [];
    return {
      candidate: { candidateId: state.candidateId, name: contact?.name ?? null },
      requisition: { requisitionId: state.requisitionId, title: copy?.terms.role.title ?? null },
      answers: state.answers.map((mark) => ({
        ...mark,
        question: questions.find(({ id }) => id === mark.questionId)?.text ?? null,
        value: answers[mark.questionId] ?? null,
      })),
      findings: shownFindings(state, copy?.roles[state.pins.role], text),
      earlierAttempts: (candidate?.attempts ?? [])
        .filter(({ requisitionId, attempt }) => requisitionId === state.requisitionId && attempt < state.attempt)
        .map(({ applicationId, attempt }) => ({ applicationId, attempt })),
      otherApplications: (candidate?.attempts ?? [])
        .filter(({ requisitionId }) => requisitionId !== state.requisitionId)
        .map(({ applicationId, requisitionId, live }) => ({ applicationId, requisitionId, live })),
    };
  }
}

function summaryOf(evaluation: Application['evaluation']) {
  if (evaluation.status !== 'done') return evaluation;
  const { evaluationId, versions } = evaluation.result;
  return { status: evaluation.status, evaluationId, versions, score: scoreOf(evaluation), findings: findingsOf(evaluation) };
}

function shownFindings(state: Application, basis: RoleBasis | undefined, text: string | undefined): ShownFinding[] {
  const requirements = new Map<string, Requirement>((basis ? requirementsOf(basis.role) : []).map((each) => [each.id, each]));
  const quote = quoting(text ?? '');
  return findingsOf(state.evaluation).map((found) => ({
    requirementId: found.requirementId,
    requirement: requirements.get(found.requirementId)?.text ?? null,
    importance: importanceOf(basis, found.requirementId),
    finding: found.finding,
    explanation: found.explanation,
    points: found.points ?? null,
    of: found.of ?? null,
    corrected: found.corrected ?? null,
    quotes: text === undefined ? [] : found.evidence.map(quote),
  }));
}

function importanceOf(basis: RoleBasis | undefined, requirementId: string): ShownFinding['importance'] {
  if (basis?.musts.includes(requirementId)) return 'must';
  return basis?.niceToHaves.includes(requirementId) ? 'nice' : 'unconfirmed';
}
