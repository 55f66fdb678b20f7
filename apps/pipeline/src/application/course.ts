/** What a card shows of an application beside its place: marks, the closing that was announced, checks before the hire. Pure. */
import type { ApplicationEvent } from '../streams.js';
import { instant } from '../waiting.js';

export interface ContingencyCopy {
  readonly kind: string;
  readonly state: 'pending' | 'cleared' | 'waived' | 'failed';
}

export interface Marks {
  /** Questions whose answers mark, and that nobody has overruled. */
  readonly knockouts: readonly string[];
  /** The search ended: what will be closed at that date, unless somebody keeps it. */
  readonly closing?: { readonly closeOn: string; readonly reason: string; readonly kept: boolean };
  readonly contingencies: readonly ContingencyCopy[];
  readonly startDate?: string;
  /** Why it ended, by the catalogue of reasons. */
  readonly end?: { readonly reason: string; readonly at: string };
}

export function foldMarks(before: Marks, event: ApplicationEvent): Marks {
  const { knockouts, closing, contingencies, startDate, end } = before;
  return { knockouts, closing, contingencies, startDate, end, ...changed(before, event) };
}

function changed(before: Marks, event: ApplicationEvent): Partial<Marks> {
  switch (event.type) {
    case 'application.received.v1':
      return { knockouts: (event.data.answers ?? []).filter(({ knockout }) => knockout).map(({ questionId }) => questionId) };
    case 'application.knockout-overruled.v1':
      return { knockouts: before.knockouts.filter((questionId) => questionId !== event.data.questionId) };
    case 'application.closing-announced.v1':
      return { closing: { closeOn: instant(event.data.closeOn), reason: event.data.reason, kept: false } };
    case 'application.kept.v1':
      return { closing: before.closing && { ...before.closing, kept: true } };
    case 'application.closing-lifted.v1':
      return { closing: undefined };
    case 'application.rejected.v1':
    case 'application.withdrawn.v1':
    case 'application.closed.v1':
      return { closing: undefined, end: { reason: event.data.reason, at: event.at } };
    case 'application.reinstated.v1':
      return { closing: undefined, end: undefined };
    default:
      return ofHire(before, event);
  }
}

function ofHire(before: Marks, event: ApplicationEvent): Partial<Marks> {
  switch (event.type) {
    case 'application.offered.v1':
    case 'application.start-date-moved.v1':
      return { startDate: event.data.startDate };
    case 'application.pre-hire-begun.v1':
      return { startDate: event.data.startDate, contingencies: event.data.contingencies.map((kind) => ({ kind, state: 'pending' })) };
    case 'application.contingency-cleared.v1':
    case 'application.contingency-waived.v1':
    case 'application.contingency-failed.v1': {
      const state = event.type.slice('application.contingency-'.length, -'.v1'.length) as ContingencyCopy['state'];
      const { kind } = event.data;
      return { contingencies: before.contingencies.map((each) => (each.kind === kind ? { kind, state } : each)) };
    }
    case 'application.returned-to-decision.v1':
      return { contingencies: [], startDate: undefined };
    default:
      return {};
  }
}
