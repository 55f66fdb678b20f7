import { at, telling } from '@rolecall/testing';
import type { CandidateEvent } from '../streams.js';
import { type CandidateCopy, foldCandidate } from './candidate.js';

const told = telling<CandidateCopy, CandidateEvent>(foldCandidate);
const added = ['candidate.added.v1'] as const;
const attempt = (what: 'claimed' | 'ended' | 'resumed', applicationId: string) =>
  [`candidate.attempt-${what}.v1`, { applicationId, requisitionId: 'r', attempt: 1 }] as const;
const accepts = (applicationId: string, behind?: string) => ['candidate.acceptance-claimed.v1', { applicationId, behind }] as const;
const released = ['candidate.acceptance-released.v1', { applicationId: 'a' }] as const;

it('knows its applications, and which of them live', () => {
  const live = (...events: Parameters<typeof told>) =>
    told(...events).attempts.map(({ applicationId, live: is }) => `${applicationId} ${is}`);
  expect(live(added, attempt('claimed', 'a'), attempt('claimed', 'b'))).toEqual(['a true', 'b true']);
  expect(live(added, attempt('claimed', 'a'), attempt('claimed', 'b'), attempt('ended', 'a'))).toEqual(['b true', 'a false']);
  expect(live(added, attempt('claimed', 'a'), attempt('ended', 'a'), attempt('resumed', 'a'))).toEqual(['a true']);
});

it('knows whose acceptance stands: of two that cross the earlier', () => {
  expect(told(added, accepts('a'), accepts('b', 'a')).accepted).toBe('a');
  expect(told(added, accepts('a'), released).accepted).toBeUndefined();
  expect(told(added, accepts('b'), released).accepted).toBe('b');
});

it('knows what became of the record, and nothing of the person', () => {
  expect(told(added, ['candidate.merged.v1', { into: 'c' }]).mergedInto).toBe('c');
  expect(told(added, ['candidate.merged.v1', { into: 'c' }], ['candidate.unmerged.v1']).mergedInto).toBeUndefined();
  expect(told(added, ['candidate.erased.v1']).erased).toBe(true);
  expect(told(added, ['candidate.contact-changed.v1', { by: 'mara', contactId: 'x' }])).toEqual({ addedAt: at(0), attempts: [] });
});

it('waits for what has not arrived, as long as it has not', () =>
  expect(() => told(attempt('claimed', 'a'))).toThrow(expect.objectContaining({ code: 'pipeline/not-begun' })));
