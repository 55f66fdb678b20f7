/** What is committed, and what does not fit together. */
import { theme } from '../metric.js';
import { aggregate, durations } from './bounds.js';

const { counter, gauge, histogram } = theme('Aggregates');

export const conflictsTotal = counter({
  name: 'hiring_conflicts_total',
  unit: 'commits',
  meaning: 'Commits that lost the race for their version and were decided again.',
  lookWhen: 'it rises all the time for one kind of aggregate',
  runbook: 'requests',
  labels: { aggregate },
});

export const brokenAggregatesTotal = counter({
  name: 'hiring_broken_aggregates_total',
  unit: 'aggregates',
  meaning: 'Aggregates whose commits could not be folded any more; each counts once for as long as it is broken.',
  lookWhen: 'it rises',
  runbook: 'heads',
  labels: { aggregate },
});

export const aggregatesBroken = gauge({
  name: 'hiring_aggregates_broken',
  unit: 'aggregates',
  meaning: 'Aggregates that are flagged broken at present, of the whole service, whichever process is asked; at most 1000 are counted.',
  lookWhen: 'above 0',
  runbook: 'heads',
  labels: { aggregate },
});

export const verifyMismatchesTotal = counter({
  name: 'hiring_verify_mismatches_total',
  unit: 'mismatches',
  meaning: 'Times that the verifier or the reconciler found something that must always hold and does not.',
  lookWhen: 'it rises',
  runbook: 'verify',
  labels: { invariant: { from: 'rows of docs/runbooks/verify.md', max: 30 } },
});

export const reconciledTotal = counter({
  name: 'hiring_reconciled_total',
  unit: 'broken rules',
  meaning: 'Broken rules between aggregates that the reconciler mended by an ordinary command, or could not mend.',
  lookWhen: 'it rises',
  runbook: 'reconciled',
  labels: { rule: { from: 'rules that the service registers', max: 50 }, outcome: ['mended', 'failed'] },
});

export const commitSeconds = histogram({
  name: 'hiring_commit_seconds',
  unit: 'seconds',
  meaning: 'From the decision until its commit is durable on a majority, or its fate known; the wait for its group is part of it.',
  lookWhen: 'above a tenth',
  runbook: 'requests',
  labels: { aggregate },
  buckets: durations,
});

export const commitBytes = histogram({
  name: 'hiring_commit_bytes',
  unit: 'bytes',
  meaning: 'Size of commits as the database stores them; 1,000,000 is the limit.',
  lookWhen: 'above 100,000',
  runbook: 'requests',
  buckets: [500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 500_000, 1_000_000],
});
