/** An application comes in: its pins, answers and sources. A knockout answer marks; nobody is rejected by it. */
import type { Question, Source } from '@rolecall/contracts';
import type { Command, Decisions, RequisitionStatus } from './commands.js';
import * as no from './rejections.js';
import { type Application, type ApplicationEvent, base, event, type Folds, isEnded, isGone, personOf } from './state.js';
import { taskFor } from './tasks.js';

/** No new application and no advance unless the search is on. */
export function searchIsOn(requisition: RequisitionStatus): void {
  if (requisition === 'on_hold') throw no.requisitionOnHold();
  if (requisition !== 'open') throw no.requisitionClosed({ requisition });
}

function receive(command: Command<'receive'>, state: Application): ApplicationEvent[] {
  if (isEnded(state.status) || isGone(state.status)) throw no.ended({ status: state.status });
  // A repeated post is the same application; at most it names one more source.
  if (state.status !== 'absent') return addSource(command.source, command.at, state, command);
  searchIsOn(command.requisition);
  const { applicationId, candidateId, requisitionId, attempt, resumeVersion, pins, owner, at, answersId } = command;
  const evaluation = command.evaluation === 'on' ? (resumeVersion ? 'pending' : 'no_resume') : command.evaluation;
  return [
    event('application.received.v1', {
      ...{ applicationId, candidateId, requisitionId, attempt, episode: 1, pins, owner, at, evaluation },
      ...(resumeVersion ? { resumeVersion } : {}),
      ...(answersId ? { answersId } : {}),
      source: { ...command.source, at },
      answers: marksOf(command.answers, command.questions),
    }),
  ];
}

function marksOf(answers: Command<'receive'>['answers'], questions: readonly Question[]) {
  const missing = questions.filter(({ id, required }) => required && !answers.some(({ questionId }) => questionId === id));
  if (missing.length > 0) throw no.answerMissing({ questionIds: missing.map(({ id }) => id) });
  return answers.map(({ questionId, value }) => {
    const question = questions.find(({ id }) => id === questionId);
    if (!question) throw no.unknownQuestion({ questionId });
    const knockout = question.kind !== 'free_text' && question.knockoutAnswers.some((answer) => folded(answer) === folded(value));
    return { questionId, kind: question.kind, knockout };
  });
}

const folded = (text: string) => text.trim().toLowerCase();
const isClaim = (source: Omit<Source, 'at'>, at: string) => source.by !== undefined && (source.claimUntil ?? '') > at;

/** The first valid claim owns; another one beside it is a conflict that a person settles. */
export const ownerOfClaim = (sources: readonly Source[], at: string): string | undefined =>
  sources.find((source) => isClaim(source, at))?.by;

function addSource(source: Omit<Source, 'at'>, at: string, state: Application, context: Command<'receive' | 'add-source'>) {
  if (state.sources.some(({ kind, by }) => kind === source.kind && by === source.by)) return [];
  const owner = ownerOfClaim(state.sources, at);
  const conflict = isClaim(source, at) && owner !== undefined && owner !== source.by;
  const added = event('application.source-added.v1', { ...base(state), source: { ...source, at }, conflict });
  return conflict ? [added, taskFor(state, 'source_conflict', context)] : [added];
}

export const intakeDecisions: Decisions<'receive' | 'add-source' | 'overrule-knockout'> = {
  receive,
  'add-source': (command, state) => {
    if (isGone(state.status)) throw no.ended({ status: state.status });
    return addSource(command.source, command.at, state, command);
  },
  'overrule-knockout': (command, state) => {
    const by = personOf(command);
    if (isGone(state.status)) throw no.ended({ status: state.status });
    const { questionId, reason, noteId } = command;
    const answer = state.answers.find((each) => each.questionId === questionId && each.knockout);
    if (!answer) throw no.noKnockout({ questionId });
    return answer.overruled ? [] : [event('application.knockout-overruled.v1', { ...base(state), questionId, by, reason, noteId })];
  },
};

export const intakeFolds: Folds<'application.received.v1' | 'application.source-added.v1' | 'application.knockout-overruled.v1'> = {
  'application.received.v1': (state, data) => ({
    ...state,
    status: 'received',
    applicationId: data.applicationId,
    candidateId: data.candidateId,
    requisitionId: data.requisitionId,
    attempt: data.attempt,
    episode: data.episode,
    receivedAt: data.at ?? data.source.at,
    owner: data.owner ?? '',
    resumeVersion: data.resumeVersion,
    pins: data.pins,
    sources: [data.source],
    answers: data.answers ?? [],
    answersId: data.answersId,
    evaluation:
      data.evaluation === 'pending'
        ? { status: 'pending', since: data.at ?? data.source.at }
        : { status: 'not_applicable', why: data.evaluation ?? 'no_resume' },
  }),
  'application.source-added.v1': (state, { source, conflict }) => ({ ...state, sources: [...state.sources, { ...source, conflict }] }),
  'application.knockout-overruled.v1': (state, { questionId, by, reason }) => ({
    ...state,
    answers: state.answers.map((answer) => (answer.questionId === questionId ? { ...answer, overruled: { by, reason } } : answer)),
  }),
};
