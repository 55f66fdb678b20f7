/** What becomes of spans. */
import { theme } from '../metric.js';

const { counter } = theme('Tracing');

export const spansDroppedTotal = counter({
  name: 'hiring_spans_dropped_total',
  unit: 'spans',
  labels: { why: ['full', 'failed'] },
  meaning:
    'Spans that were recorded and never came to the collector: more ended than could be sent (`full`), or it did not take them (`failed`). The work goes on all the same.',
  lookWhen: 'it rises: by `why`',
  runbook: 'requests',
});
