/** What is committed, and what does not fit together. */
import { theme } from '../metric.js';
import { aggregate } from './bounds.js';

const { counter, gauge } = theme('Aggregates');

export const conflictsTotal = counter({
  name: 'hiring_conflicts_total',
  unit: 'commits',
  meaning: 'Commits that lost the race for their version and were decided again.',
  labels: { aggregate },
});

export const brokenAggregatesTotal = counter({
  name: 'hiring_broken_aggregates_total',
  unit: 'aggregates',
  meaning: 'Aggregates whose commits could not be folded any more; each counts once for as long as it is broken.',
  labels: { aggregate },
});

export const aggregatesBroken = gauge({
  name: 'hiring_aggregates_broken',
  unit: 'aggregates',
  meaning: 'Aggregates that are flagged broken at present, of the whole service, whichever process is asked; at most 1000 are counted.',
  labels: { aggregate },
});

export const verifyMismatchesTotal = counter({
  name: 'hiring_verify_mismatches_total',
  unit: 'mismatches',
  meaning: 'Times that the verifier or the reconciler found something that must always hold and does not.',
  labels: { invariant: { from: 'rows of docs/runbooks/verify.md', max: 30 } },
});

export const reconciledTotal = counter({
  name: 'hiring_reconciled_total',
  unit: 'broken rules',
  meaning: 'Broken rules between aggregates that the reconciler mended by an ordinary command, or could not mend.',
  labels: { rule: { from: 'rules that the service registers', max: 50 }, outcome: ['mended', 'failed'] },
});
