/** What figures can say of a label is what the metrics declare of it. */
import { sourceKind } from '@rolecall/contracts';
import { metrics } from '@rolecall/telemetry';
import { stages } from './application/stages.js';
import { offerStates } from './offer/offer.js';
import { statuses } from './requisition/requisition.js';
import { seatStates } from './requisition/seats.js';
import { waitStates } from './waits.js';

const declared = Object.fromEntries(metrics.declared.map(({ name, labels }) => [name, labels]));

it.each([
  ['hiring_requisitions', { status: statuses }],
  ['hiring_seats', { state: seatStates }],
  ['hiring_applications', { stage: stages, source: sourceKind.options }],
  ['hiring_stage_seconds', { stage: stages }],
  ['hiring_offers', { state: offerStates }],
  ['hiring_stories_overdue', { state: waitStates }],
])('%s', (name, labels) => expect(declared[name]).toEqual(labels));
