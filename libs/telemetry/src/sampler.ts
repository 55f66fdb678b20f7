/** Which traces are kept, by OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG: decided at the root, and carried on by whoever continues it. */
import { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, type Sampler, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace';
import { z } from 'zod';

/**
 * A caller that keeps nothing of its own trace does not decide for us: whether a hire can be followed is no matter of its client. What the
 * root would say is the same in all our processes, so that a trace of ours stays whole; and whoever asks for a trace gets it.
 */
const parentBased = (root: Sampler): Sampler => new ParentBasedSampler({ root, remoteParentNotSampled: root });

const samplers = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio: number) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => parentBased(new AlwaysOnSampler()),
  parentbased_always_off: () => parentBased(new AlwaysOffSampler()),
  parentbased_traceidratio: (ratio: number) => parentBased(new TraceIdRatioBasedSampler(ratio)),
} satisfies Record<string, (ratio: number) => Sampler>;

export const samplerVariables = {
  /** The default leaves the choice to the collector, which sees how a trace has ended and keeps every error. */
  OTEL_TRACES_SAMPLER: z.enum(Object.keys(samplers) as (keyof typeof samplers)[]).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
};

export const samplerOf = (name: keyof typeof samplers, ratio: number): Sampler => samplers[name](ratio);

/** Where spans go nowhere: they have their ids, for logs and for those who follow, and nothing is written down. */
export const idsAlone = samplers.parentbased_always_off;
