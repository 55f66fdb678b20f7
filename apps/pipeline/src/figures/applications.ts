/** Reports over applications: how long a hire takes, how far those come who apply, by source, and how long they stand where they are. Pure. */
import type { ApplicationCopy } from '../application/application.js';
import { isEnded, type Status } from '../application/stages.js';
import { type Asked, daysBetween, Lists, quantile, type Report, share, within } from './counting.js';

/** In the order in which they are reached; whoever reaches one has reached those before. */
export const steps = ['received', 'in_review', 'interviewing', 'decision', 'offered', 'pre_hire', 'hired'] as const;

/** How many of the steps it has reached; a later return takes none back. */
export function reached({ status, left, hires }: Pick<ApplicationCopy, 'status' | 'left' | 'hires'>): number {
  const stood: readonly Status[] = [...left.map((each) => each.status), status];
  const furthest = Math.max(...stood.map((each) => (steps as readonly Status[]).indexOf(each)));
  return hires.length > 0 ? steps.length : furthest + 1;
}

const sourceOf = ({ sources }: ApplicationCopy): string => sources[0] ?? 'direct';

/** Of the hires in the span, from the application on; a hire that was taken back has been one. */
export const timeToHire: Report<ApplicationCopy> = {
  columns: ['source', 'hires', 'medianDays', 'p90Days'],
  begin(asked) {
    const days = new Lists();
    return {
      add(copy) {
        for (const at of copy.hires) if (within(at, asked)) days.add(sourceOf(copy), daysBetween(copy.receivedAt, at));
      },
      rows: () => days.each((source, of) => ({ source, hires: of.length, medianDays: quantile(of, 0.5), p90Days: quantile(of, 0.9) })),
    };
  },
};

/** Of those who applied in the span, how many have come as far by now. */
export const funnel: Report<ApplicationCopy> = {
  columns: ['step', 'applications', 'ofReceived', 'ofStepBefore'],
  begin(asked) {
    const counts = cohort();
    return {
      add: (copy) => within(copy.receivedAt, asked) && counts.add(reached(copy)),
      rows: () =>
        steps.map((step, place) => ({
          ...{ step, applications: counts.of(place), ofReceived: share(counts.of(place), counts.of(0)) },
          ofStepBefore: share(counts.of(place), counts.of(Math.max(0, place - 1))),
        })),
    };
  },
};

/** The same, by the first source of each. */
export const sources: Report<ApplicationCopy> = {
  columns: ['source', 'applications', 'interviewed', 'offered', 'hired', 'hiredOfApplications'],
  begin(asked) {
    const bySource = new Map<string, ReturnType<typeof cohort>>();
    return {
      add(copy) {
        if (!within(copy.receivedAt, asked)) return;
        const counts = bySource.get(sourceOf(copy)) ?? cohort();
        bySource.set(sourceOf(copy), counts);
        counts.add(reached(copy));
      },
      rows: () =>
        [...bySource]
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([source, { of }]) => ({
            ...{ source, applications: of(0), interviewed: of(at('interviewing')), offered: of(at('offered')), hired: of(at('hired')) },
            hiredOfApplications: share(of(at('hired')), of(0)),
          })),
    };
  },
};

const at = (step: (typeof steps)[number]): number => steps.indexOf(step);

function cohort() {
  const counts = steps.map(() => 0);
  return {
    add: (far: number): void => {
      for (let place = 0; place < far; place += 1) counts[place] = (counts[place] ?? 0) + 1;
    },
    of: (place: number): number => counts[place] ?? 0,
  };
}

/** Of those who are in the process now, whatever the span: how long they have stood in their column. */
export const ageing: Report<ApplicationCopy> = {
  columns: ['column', 'applications', 'medianDays', 'p90Days', 'oldestDays'],
  begin({ now }: Asked) {
    const days = new Lists();
    return {
      add({ status, column, since }) {
        if (!isEnded(status) && status !== 'started') days.add(column, daysBetween(since, now));
      },
      rows: () =>
        days.each((column, of) => ({
          ...{ column, applications: of.length, medianDays: quantile(of, 0.5), p90Days: quantile(of, 0.9) },
          oldestDays: quantile(of, 1),
        })),
    };
  },
};
