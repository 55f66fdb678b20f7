/** What each command comes to in each state: the types of its events without prefix, `nothing`, or `! code`. Read by the spec of the decider. */
export const outcomes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  receive: {
    received: 'absent',
    nothing: 'received in_review interviewing decision offered pre_hire hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'add-source': {
    '! not-found': 'absent',
    'source-added': 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed',
    '! ended': 'transferred merged erased',
  },
  'overrule-knockout': {
    '! not-found': 'absent',
    '! no-knockout': 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed',
    '! ended': 'transferred merged erased',
  },
  'start-review': {
    '! not-found': 'absent',
    'review-started': 'received',
    nothing: 'in_review',
    '! wrong-state': 'interviewing decision offered pre_hire hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  advance: {
    '! not-found': 'absent',
    advanced: 'received in_review',
    nothing: 'interviewing',
    '! wrong-state': 'decision offered pre_hire hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'move-back': {
    '! not-found': 'absent',
    nothing: 'received',
    'moved-back': 'in_review interviewing decision',
    '! wrong-state': 'offered pre_hire hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'conclude-interviews': {
    '! not-received-yet': 'absent',
    'decision-due': 'received in_review interviewing rejected withdrawn closed',
    nothing: 'decision offered pre_hire hired started transferred merged erased',
  },
  'record-evaluation': {
    '! not-received-yet': 'absent',
    evaluated: 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed',
    nothing: 'transferred merged erased',
  },
  'record-evaluation-unavailable': {
    '! not-received-yet': 'absent',
    'evaluation-unavailable': 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed',
    nothing: 'transferred merged erased',
  },
  'request-evaluation': {
    '! not-found': 'absent',
    nothing: 'received in_review interviewing decision offered pre_hire hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'decline-evaluation': {
    '! not-found': 'absent',
    'evaluation-declined': 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed',
    '! ended': 'transferred merged erased',
  },
  'correct-finding': {
    '! not-found': 'absent',
    '! no-evaluation': 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed',
    '! ended': 'transferred merged erased',
  },
  reject: {
    '! not-found': 'absent',
    rejected: 'received in_review interviewing decision',
    '! offer-outstanding': 'offered pre_hire hired started',
    nothing: 'rejected',
    '! ended': 'withdrawn closed transferred merged erased',
  },
  withdraw: {
    '! not-found': 'absent',
    withdrawn: 'received in_review interviewing decision offered pre_hire',
    '! wrong-state': 'hired started',
    '! ended': 'rejected closed transferred merged erased',
    nothing: 'withdrawn',
  },
  close: {
    '! not-found': 'absent',
    closed: 'received in_review interviewing decision',
    '! offer-outstanding': 'offered pre_hire hired started',
    '! ended': 'rejected withdrawn transferred merged erased',
    nothing: 'closed',
  },
  reinstate: {
    '! not-found': 'absent',
    nothing: 'received in_review interviewing decision offered pre_hire hired started',
    reinstated: 'rejected withdrawn closed',
    '! ended': 'transferred merged erased',
  },
  'release-letter': {
    '! not-received-yet': 'absent',
    nothing: 'received in_review interviewing decision offered pre_hire hired started withdrawn transferred merged erased',
    'letter-released': 'rejected closed',
  },
  'announce-closing': {
    '! not-received-yet': 'absent',
    'closing-announced + task-opened': 'received in_review interviewing decision offered pre_hire',
    nothing: 'hired started rejected withdrawn closed transferred merged erased',
  },
  'lift-closing': {
    '! not-received-yet': 'absent',
    nothing: 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed transferred merged erased',
  },
  keep: {
    '! not-found': 'absent',
    '! nothing-to-keep': 'received in_review interviewing decision offered pre_hire',
    '! wrong-state': 'hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'close-unkept': {
    '! not-received-yet': 'absent',
    nothing: 'received in_review interviewing decision offered pre_hire hired started rejected withdrawn closed transferred merged erased',
  },
  'open-task': {
    '! not-received-yet': 'absent',
    'task-opened': 'received in_review interviewing decision offered pre_hire hired started',
    nothing: 'rejected withdrawn closed transferred merged erased',
  },
  'complete-task': {
    '! not-found': 'absent',
    '! unknown-task':
      'received in_review interviewing decision offered pre_hire hired started rejected withdrawn transferred merged erased',
    nothing: 'closed',
  },
  'begin-offer': {
    '! not-received-yet': 'absent',
    offered: 'received in_review interviewing decision',
    nothing: 'offered pre_hire hired started rejected withdrawn closed transferred merged erased',
  },
  'begin-pre-hire': {
    '! not-received-yet': 'absent',
    'pre-hire-begun': 'received in_review interviewing decision offered',
    nothing: 'pre_hire hired started withdrawn transferred merged erased',
    'reinstated + task-opened + pre-hire-begun': 'rejected closed',
  },
  'end-offer': {
    '! not-received-yet': 'absent',
    nothing: 'received in_review interviewing decision rejected withdrawn closed transferred merged erased',
    'returned-to-decision + task-opened': 'offered pre_hire hired started',
  },
  'move-start-date': {
    '! not-received-yet': 'absent',
    nothing: 'received in_review interviewing decision rejected withdrawn closed transferred merged erased',
    'start-date-moved': 'offered pre_hire hired started',
  },
  'clear-contingency': {
    '! not-found': 'absent',
    '! wrong-state': 'received in_review interviewing decision offered',
    'contingency-cleared + hired': 'pre_hire',
    nothing: 'hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'waive-contingency': {
    '! not-found': 'absent',
    '! wrong-state': 'received in_review interviewing decision offered hired started',
    'contingency-waived + hired': 'pre_hire',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'fail-contingency': {
    '! not-found': 'absent',
    '! wrong-state': 'received in_review interviewing decision offered hired started',
    'contingency-failed + task-opened': 'pre_hire',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  start: {
    '! not-found': 'absent',
    '! wrong-state': 'received in_review interviewing decision offered pre_hire',
    started: 'hired',
    nothing: 'started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
  'reverse-hire': {
    '! not-found': 'absent',
    '! wrong-state': 'received in_review interviewing decision offered',
    'hire-reversed + returned-to-decision + task-opened': 'pre_hire hired started',
    '! ended': 'rejected withdrawn closed transferred merged erased',
  },
};
