/** A typical command of each kind in a given state: what `actions` asks the decider with. */
import type { Probes } from '@rolecall/kernel';
import type { ApplicationCommand, RequisitionStatus } from './commands.js';
import { type Application, openStages } from './state.js';
import { openTasks } from './tasks.js';

const farFuture = '9999-12-31T09:00:00.000Z';

/** Every command that people may give. `requisition` is how our copy of it stands. */
export function probesFor(requisition: RequisitionStatus): Partial<Probes<Application, ApplicationCommand>> {
  return {
    'start-review': () => ({}),
    advance: ({ pins }) => ({ requisition, planVersion: pins.plan }),
    'move-back': ({ status }) => ({ to: before(status), reason: 'other' }),
    'overrule-knockout': ({ answers }) => ({ questionId: answers.find(({ knockout }) => knockout)?.questionId ?? '', reason: 'other' }),
    'correct-finding': (state) => correction(state),
    'request-evaluation': () => ({}),
    'decline-evaluation': () => ({}),
    'add-source': () => ({ source: { kind: 'direct' } }),
    reject: () => ({ reason: 'stronger_candidate', letterDueAt: farFuture }),
    withdraw: () => ({ reason: 'personal' }),
    close: () => ({ reason: 'position_filled', letterDueAt: farFuture }),
    reinstate: () => ({ requisition, reason: 'other' }),
    keep: () => ({ reason: 'other' }),
    'complete-task': (state) => ({ taskId: openTasks(state)[0]?.taskId ?? '', outcome: 'done' }),
    'clear-contingency': (state) => ({ kind: contingency(state) }),
    'waive-contingency': (state) => ({ kind: contingency(state), reason: 'other' }),
    'fail-contingency': (state) => ({ kind: contingency(state) }),
    start: ({ offer }) => ({ on: offer?.startDate ?? '' }),
    'reverse-hire': () => ({ reason: 'no_show' }),
  };
}

function before(status: Application['status']) {
  const stage = openStages[Math.max(0, (openStages as readonly string[]).indexOf(status) - 1)];
  return stage === undefined || stage === 'decision' ? 'received' : stage;
}

function correction({ evaluation }: Application) {
  const found = evaluation.status === 'done' ? evaluation.result.findings[0] : undefined;
  return { requirementId: found?.requirementId ?? '', finding: found?.finding ?? ('shown' as const), reason: 'other' };
}

const contingency = ({ contingencies }: Application) =>
  (contingencies.find(({ status }) => status === 'pending')?.kind ?? 'other') as
    | 'background_check'
    | 'references'
    | 'right_to_work'
    | 'other';
