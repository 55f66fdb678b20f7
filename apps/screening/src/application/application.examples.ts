/** Typed example events and commands of an application: for specs, docs, and the model test across services. */
import type { Evaluation, Question } from '@rolecall/contracts';
import { deriveId } from '@rolecall/kernel';
import { applicationIdOf } from '../candidate/candidate.js';
import type { ApplicationCommand, Receive } from './commands.js';
import { type ApplicationEvent, event, type Status } from './state.js';

export const candidateId = '01932c07-0000-7a5e-9c3e-00000000c001';
export const requisitionId = '01932c07-0000-7a5e-9c3e-00000000a001';
export const applicationId = applicationIdOf(candidateId, requisitionId, 1);
export const loopId = deriveId(applicationId, 'loop:1');
export const offerId = deriveId(applicationId, 'offer:1');
export const evaluationId = deriveId(applicationId, 'evaluation:1');
export const time = '2026-03-02T09:00:00.000Z';
export const letterDueAt = '2026-03-03T09:00:00.000Z';
export const closeOn = '2026-03-09T09:00:00.000Z';
const ofEpisode = (episode = 1) => ({ applicationId, candidateId, requisitionId, episode });
const by = 'mara';

export const questions: Question[] = [
  { id: 'q-permit', kind: 'work_authorisation', text: 'May you work here?', required: true, knockoutAnswers: ['no'] },
  { id: 'q-why', kind: 'free_text', text: 'Why us?', required: false, knockoutAnswers: [] },
];

export const receive = (more: Partial<Receive> = {}): Receive => ({
  do: 'receive',
  ...{ applicationId, candidateId, requisitionId, attempt: 1, resumeVersion: 1 },
  pins: { role: 1, questions: 1, plan: 1, band: 1 },
  source: { kind: 'direct' },
  answers: [{ questionId: 'q-permit', value: 'yes' }],
  questions,
  requisition: 'open',
  evaluation: 'on',
  owner: by,
  ...more,
});

const span = { start: 3, end: 9 };
export const evaluation: Evaluation = {
  evaluationId,
  versions: { evaluator: '1.0.0', role: 1, resume: 1 },
  findings: [
    {
      ...{ requirementId: 'req-a', finding: 'shown', evidence: [span], met: true, explanation: 'Go ✓ shown.' },
      skills: [{ skillId: 'go', finding: 'shown', evidence: [span] }],
    },
    { requirementId: 'req-b', finding: 'not_found', evidence: [], skills: [], met: false, explanation: 'Not found in the résumé: Kafka.' },
    { requirementId: 'req-c', finding: 'mentioned', evidence: [span], skills: [], met: null, explanation: 'Nobody confirmed it.' },
  ],
  score: {
    parts: [
      { requirementId: 'req-a', points: 10, of: 10, why: 'Go ✓ shown.' },
      { requirementId: 'req-b', points: 0, of: 5, why: 'Not found in the résumé: Kafka.' },
    ],
    total: 10,
    of: 15,
  },
  unknownRequirements: [],
};

export const received = (more: { knockout?: boolean; evaluation?: 'pending' | 'switched_off'; source?: Receive['source'] } = {}) =>
  event('application.received.v1', {
    ...ofEpisode(),
    attempt: 1,
    resumeVersion: 1,
    pins: { role: 1, questions: 1, plan: 1, band: 1 },
    source: { ...(more.source ?? { kind: 'direct' }), at: time },
    answers: [{ questionId: 'q-permit', kind: 'work_authorisation', knockout: more.knockout ?? false }],
    evaluation: more.evaluation ?? 'pending',
    owner: by,
    at: time,
  });
export const evaluated = () => event('application.evaluated.v1', { ...ofEpisode(), evaluation, at: time });
export const reviewStarted = (episode = 1) => event('application.review-started.v1', { ...ofEpisode(episode), by });
export const advanced = (episode = 1) => event('application.advanced.v1', { ...ofEpisode(episode), by, planVersion: 1, at: time });
export const stageEntered = (stageId: string | null, episode = 1) =>
  event('application.stage-entered.v1', { ...ofEpisode(episode), loopId, stageId, at: time });
export const decisionDue = (conclusion: 'hire' | 'no_hire' = 'hire', episode = 1) =>
  event('application.decision-due.v1', { ...ofEpisode(episode), loopId, loopEpisode: episode, conclusion, dissent: false, by: 'hanna' });
export const offered = (episode = 1) =>
  event('application.offered.v1', { ...ofEpisode(episode), offerId, offerVersion: 1, startDate: '2026-05-01', at: time });
export const preHireBegun = (contingencies: ('background_check' | 'references')[] = ['background_check'], episode = 1) =>
  event('application.pre-hire-begun.v1', {
    ...ofEpisode(episode),
    ...{ offerId, offerVersion: 1, startDate: '2026-05-01', contingencies, offerEpisode: 1, at: time },
  });
export const contingencyCleared = () =>
  event('application.contingency-cleared.v1', { ...ofEpisode(), offerId, kind: 'background_check', by });
export const hired = () => event('application.hired.v1', { ...ofEpisode(), offerId, startDate: '2026-05-01' });
export const started = () => event('application.started.v1', { ...ofEpisode(), offerId, on: '2026-05-01', by });
export const rejected = (episode = 1) =>
  event('application.rejected.v1', {
    ...ofEpisode(episode),
    ...{ by, reason: 'stronger_candidate', letterDueAt, shown: { roleVersion: 1, evaluation: null } },
  });
export const withdrawn = (episode = 1) => event('application.withdrawn.v1', { ...ofEpisode(episode), by, reason: 'pay' });
export const closed = (episode = 1) =>
  event('application.closed.v1', { ...ofEpisode(episode), by: 'close-unkept', reason: 'position_filled', letterDueAt });
export const reinstated = (to: OpenState, episode = 1, from: 'rejected' | 'withdrawn' | 'closed' = 'rejected') =>
  event('application.reinstated.v1', { ...ofEpisode(episode), by, from, to, reason: 'mistake', letterOut: false });
type OpenState = 'received' | 'in_review' | 'interviewing' | 'decision';
export const closeTaskId = deriveId(applicationId, 'task:close_or_keep:1');
export const closingAnnounced = (): ApplicationEvent[] => [
  event('application.closing-announced.v1', { ...ofEpisode(), reason: 'position_filled', closeOn, owner: by, taskId: closeTaskId }),
  event('application.task-opened.v1', { ...ofEpisode(), taskId: closeTaskId, kind: 'close_or_keep', owner: by, dueAt: closeOn }),
];
export const closeTaskDone = (outcome = 'application_ended') =>
  event('application.task-done.v1', { ...ofEpisode(), taskId: closeTaskId, by, outcome });
const erased = () => event('application.erased.v1', ofEpisode());
const transferred = () => event('application.transferred.v1', { ...ofEpisode(), by, to: requisitionId });
const merged = () => event('application.merged.v1', { ...ofEpisode(), by, into: requisitionId });

/** A history that leads into each state. */
export const histories: { readonly [S in Status]: readonly ApplicationEvent[] } = {
  absent: [],
  received: [received()],
  in_review: [received(), reviewStarted()],
  interviewing: [received(), reviewStarted(), advanced()],
  decision: [received(), advanced(), decisionDue()],
  offered: [received(), advanced(), decisionDue(), offered()],
  pre_hire: [received(), advanced(), decisionDue(), offered(), preHireBegun()],
  hired: [received(), advanced(), decisionDue(), offered(), preHireBegun(), contingencyCleared(), hired()],
  started: [received(), advanced(), decisionDue(), offered(), preHireBegun(), contingencyCleared(), hired(), started()],
  rejected: [received(), reviewStarted(), rejected()],
  withdrawn: [received(), reviewStarted(), withdrawn()],
  closed: [received(), reviewStarted(), ...closingAnnounced(), closed(), closeTaskDone()],
  transferred: [received(), transferred()],
  merged: [received(), merged()],
  erased: [received(), erased()],
};

const aboutOffer = { offerId, offerEpisode: 1 };
/** One valid command of each kind. */
export const commands: { readonly [Name in ApplicationCommand['do']]: Extract<ApplicationCommand, { do: Name }> } = {
  receive: receive(),
  'add-source': { do: 'add-source', source: { kind: 'referral', by: 'joe' } },
  'overrule-knockout': { do: 'overrule-knockout', questionId: 'q-permit', reason: 'clarified' },
  'start-review': { do: 'start-review' },
  advance: { do: 'advance', requisition: 'open', planVersion: 1 },
  'move-back': { do: 'move-back', to: 'received', reason: 'wrong_stage' },
  'conclude-interviews': { do: 'conclude-interviews', loopId, loopEpisode: 1, conclusion: 'hire', dissent: false, concludedBy: 'hanna' },
  'enter-stage': { do: 'enter-stage', loopId, loopEpisode: 1, stageId: 'onsite' },
  'record-evaluation': { do: 'record-evaluation', evaluation },
  'record-evaluation-unavailable': { do: 'record-evaluation-unavailable', why: 'resume_missing' },
  'request-evaluation': { do: 'request-evaluation' },
  'decline-evaluation': { do: 'decline-evaluation' },
  'correct-finding': { do: 'correct-finding', requirementId: 'req-b', finding: 'shown', reason: 'evidence_overlooked' },
  reject: { do: 'reject', reason: 'stronger_candidate', letterDueAt },
  withdraw: { do: 'withdraw', reason: 'pay' },
  close: { do: 'close', reason: 'position_filled', letterDueAt },
  reinstate: { do: 'reinstate', requisition: 'open', reason: 'mistake' },
  'release-letter': { do: 'release-letter' },
  'announce-closing': { do: 'announce-closing', reason: 'position_filled', closeOn, owner: by },
  'lift-closing': { do: 'lift-closing' },
  keep: { do: 'keep', reason: 'talent_pool' },
  'close-unkept': { do: 'close-unkept', letterDueAt },
  'note-silence': { do: 'note-silence' },
  'open-task': { do: 'open-task', kind: 'hired_elsewhere', owner: by },
  'complete-task': { do: 'complete-task', taskId: closeTaskId, outcome: 'done' },
  'begin-offer': { do: 'begin-offer', ...aboutOffer, offerVersion: 1, startDate: '2026-05-01' },
  'begin-pre-hire': {
    do: 'begin-pre-hire',
    ...aboutOffer,
    ...{ offerVersion: 1, startDate: '2026-05-01', contingencies: ['background_check'], owner: by },
  },
  'end-offer': { do: 'end-offer', ...aboutOffer, cause: 'reneged', owner: by, endedBy: by },
  'move-start-date': { do: 'move-start-date', offerId, startDate: '2026-06-01' },
  'clear-contingency': { do: 'clear-contingency', kind: 'background_check' },
  'waive-contingency': { do: 'waive-contingency', kind: 'background_check', reason: 'known_person' },
  'fail-contingency': { do: 'fail-contingency', kind: 'background_check' },
  start: { do: 'start', on: '2026-05-01' },
  'reverse-hire': { do: 'reverse-hire', reason: 'no_show' },
};
