/** The synthetic story: what a person would notice, also when nobody is there. */
import { theme } from '../metric.js';

const { counter, histogram } = theme('Synthetic story');

export const probeStoriesTotal = counter({
  name: 'hiring_probe_stories_total',
  unit: 'stories',
  meaning: 'Synthetic stories, by how they went: to their `ended`, `failed` at a command, or `late`: a reaction was not seen in its time.',
  lookWhen: '`failed` or `late` rise, or `ended` does not',
  runbook: 'business',
  labels: { outcome: ['ended', 'failed', 'late'] },
});

export const probeStorySeconds = histogram({
  name: 'hiring_probe_story_seconds',
  unit: 'seconds',
  meaning: 'Duration of synthetic stories that came to their end.',
  lookWhen: 'above a few seconds',
  runbook: 'business',
  buckets: [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
});

export const probeStepSeconds = histogram({
  name: 'hiring_probe_step_seconds',
  unit: 'seconds',
  meaning: 'From a command’s answer until another service showed its reaction: freshness. What was not seen in its time is not in it.',
  lookWhen: 'above a second: by `step`',
  runbook: 'business',
  labels: { step: ['search_known', 'planned', 'decided', 'to_prepare', 'seated', 'voided', 'seat_released'] },
  buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});
