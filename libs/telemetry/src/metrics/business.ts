/**
 * The business: what the events say, of all organizations but the one of the synthetic story. The observer computes it from its database,
 * so every one of its processes tells the whole: over instances it is the `max`, never the sum.
 */
import { figures } from '../figure.js';

const { gauge, histogram } = figures('Business');

const stage = [
  ...['received', 'in_review', 'interviewing', 'decision', 'offered', 'pre_hire', 'hired', 'started'],
  ...['rejected', 'withdrawn', 'closed', 'transferred', 'merged', 'erased'],
];

export const requisitions = gauge({
  name: 'hiring_requisitions',
  unit: 'requisitions',
  meaning: 'Requisitions by their status. Of several processes each tells all: take the max.',
  lookWhen: 'somebody asks what the business is at',
  runbook: 'business',
  labels: { status: ['draft', 'pending_approval', 'approved', 'rejected', 'open', 'on_hold', 'filled', 'cancelled'] },
});

export const seats = gauge({
  name: 'hiring_seats',
  unit: 'seats',
  meaning: 'Seats of requisitions that were opened, by who has them; those that were given up are not counted. Take the max.',
  lookWhen: 'somebody asks what the business is at',
  runbook: 'business',
  labels: { state: ['open', 'reserved', 'committed', 'filled'] },
});

export const applications = gauge({
  name: 'hiring_applications',
  unit: 'applications',
  meaning: 'Applications by where they stand and by the source that they came from first. Take the max.',
  lookWhen: 'somebody asks what the business is at',
  runbook: 'business',
  labels: { stage, source: ['direct', 'referral', 'agency', 'sourced', 'internal', 'event', 'board'] },
});

export const stageSeconds = histogram({
  name: 'hiring_stage_seconds',
  unit: 'seconds',
  meaning: 'How long applications were in a stage, of those that left it, ever. Rates and quantiles of the max over processes.',
  lookWhen: 'somebody asks what the business is at',
  runbook: 'business',
  labels: { stage },
});

export const timeToHireSeconds = histogram({
  name: 'hiring_time_to_hire_seconds',
  unit: 'seconds',
  meaning: 'From the application to the hire, of every hire ever, also one that was taken back. As `hiring_stage_seconds`.',
  lookWhen: 'somebody asks what the business is at',
  runbook: 'business',
});

export const offers = gauge({
  name: 'hiring_offers',
  unit: 'offers',
  meaning: 'Offers by their state: outcomes are accepted, declined, expired, rescinded, voided, reneged. Take the max.',
  lookWhen: 'somebody asks what the business is at',
  runbook: 'business',
  labels: {
    state: [
      ...['to_prepare', 'dropped', 'drafted', 'pending_approval', 'approved', 'extended', 'opened', 'accepted'],
      ...['declined', 'expired', 'rescinded', 'voided', 'reneged'],
    ],
  },
});

export const scorecardsOverdue = gauge({
  name: 'hiring_scorecards_overdue',
  unit: 'scorecards',
  meaning: 'Scorecards that are owed and past their time. Take the max.',
  lookWhen: 'it rises: interviewers owe what is late',
  runbook: 'business',
});

export const storiesOverdue = gauge({
  name: 'hiring_stories_overdue',
  unit: 'waits',
  meaning: 'What waits for another service or for a person beyond its time, by what it waits with (docs/waiting.md). Take the max.',
  lookWhen: 'above 0: by `state`',
  runbook: 'business',
  labels: {
    state: [
      ...['evaluation', 'interviewing', 'offered', 'pre_hire', 'closing', 'letter', 'requisition_approval', 'hold', 'round'],
      ...['offer_approval', 'seat', 'extension', 'answer'],
    ],
  },
});
