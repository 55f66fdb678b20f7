/**
 * A stream's commits as this build reads them: every event in its newest version, so that nothing that folds or shows a history knows
 * an older one. What is stored stays as it was written.
 */
import { inNewestVersion } from '@rolecall/kernel';
import type { Commit } from './commit.js';
import { newerHistory } from './rejections.js';

/** Throws `request/newer-history` when a newer build has written what this one does not know: to leave it out would fold a wrong state. */
export function inNewestVersions(commits: readonly Commit[]): Commit[] {
  return commits.map((commit) => {
    const events = commit.events.map((event) => {
      const newest = inNewestVersion(event);
      if (!newest) throw newerHistory({ stream: commit.stream, type: event.type });
      return newest;
    });
    return { ...commit, events };
  });
}
