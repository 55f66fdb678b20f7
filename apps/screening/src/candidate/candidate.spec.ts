/** A person, their résumés, and their one live application for each requisition. */
import { type AnyEvent, fold, given } from '@rolecall/kernel';
import fc from 'fast-check';
import { candidateId, requisitionId } from '../application/application.examples.js';
import * as the from './candidate.examples.js';
import { applicationIdOf, type CandidateCommand, candidate, liveAttempt } from './candidate.js';

const first = applicationIdOf(candidateId, requisitionId, 1);
const second = applicationIdOf(candidateId, requisitionId, 2);
const claim = { do: 'claim-attempt', requisitionId } as const;
const end = (applicationSequence: number, applicationId = first) =>
  ({ do: 'end-attempt', requisitionId, applicationId, applicationSequence }) as const;
const resume = (applicationSequence: number, displace = false, applicationId = first) =>
  ({ do: 'resume-attempt', requisitionId, applicationId, applicationSequence, displace }) as const;
const accepts = (applicationId = first) => ({ do: 'claim-acceptance', requisitionId, applicationId }) as const;
const releases = (applicationId = first) => ({ do: 'release-acceptance', requisitionId, applicationId }) as const;
const commands: CandidateCommand[] = [
  { do: 'add', candidateId, contactId: the.resumeId },
  { do: 'change-contact', contactId: the.resumeId },
  { do: 'add-resume', resumeId: the.resumeId },
  claim,
  end(3),
  resume(4),
  accepts(),
  releases(),
];
const service = { kind: 'service', id: 'screening' } as const;

describe('every command in every state', () => {
  it.each(commands.slice(1))('$do: absent for a person, not yet there for a service', (command) => {
    given(candidate).when(command).thenRejected('candidate/not-found');
    given(candidate)
      .when({ ...command, by: service })
      .thenRejected('candidate/not-added-yet');
  });
  it.each(commands)('$do: refused after the merge and the erasure of the later builds', (command) => {
    given(candidate, the.added(), the.merged()).when(command).thenRejected('candidate/merged');
    given(candidate, the.added(), the.erased()).when(command).thenRejected('candidate/erased');
  });
  it('add: once', () => {
    given(candidate).when(commands[0]!).then(the.added());
    given(candidate, the.added()).when(commands[0]!).thenNothing();
  });
  it('change-contact: names the data in the vault, once', () => {
    given(candidate, the.added()).when(commands[1]!).thenNothing();
    given(candidate, the.addedBefore()).when(commands[1]!).then(the.contactChanged());
    given(candidate, the.addedBefore(), the.contactChanged()).when(commands[1]!).thenNothing();
  });
  it('add-resume: the next version, unless it is the newest again', () => {
    given(candidate, the.added()).when(commands[2]!).then(the.resumeAdded());
    given(candidate, the.added(), the.resumeAdded()).when(commands[2]!).thenNothing();
    given(candidate, the.added(), the.resumeAdded(), the.resumeAdded(2, first)).when(commands[2]!).then(the.resumeAdded(3));
  });
  it('keeps both ids as aliases when merged, and not when unmerged', () => {
    expect(given(candidate, the.added(), the.merged()).state.aliases).toEqual([the.resumeId]);
    expect(given(candidate, the.added(), the.merged(), the.unmerged()).state).toMatchObject({ status: 'known', aliases: [] });
  });
  it('leaves the state as it is when it meets an event of a later build', () => {
    const unknown = { type: 'candidate.cloned.v1', data: {} } as AnyEvent as never;
    expect(candidate.evolve(candidate.initial, unknown)).toBe(candidate.initial);
  });
});

describe('the claim', () => {
  const claimed = [the.added(), the.attemptClaimed()];
  it('gives one live application, whose id follows from it', () => {
    given(candidate, the.added()).when(claim).then(the.attemptClaimed());
    given(candidate, ...claimed)
      .when(claim)
      .thenNothing();
  });
  it('gives the next attempt after the application ended', () => {
    given(candidate, ...claimed)
      .when(end(3))
      .then(the.attemptEnded());
    given(candidate, ...claimed, the.attemptEnded())
      .when(end(3))
      .thenNothing();
    given(candidate, ...claimed, the.attemptEnded())
      .when(claim)
      .then(the.attemptClaimed(2));
  });
  it('is not ended by the end of another application', () =>
    given(candidate, ...claimed)
      .when(end(3, second))
      .thenNothing());
  it('is taken again by a reinstatement, and an end from before it comes too late', () => {
    given(candidate, ...claimed, the.attemptEnded())
      .when(resume(4))
      .then(the.attemptResumed());
    const resumed = given(candidate, ...claimed, the.attemptResumed());
    resumed.when(end(3)).thenNothing();
    resumed.when(resume(4)).thenNothing();
    resumed.when(end(5)).then(the.attemptEnded(1, 5));
  });
  it('stays with a newer application, unless the older one goes on already', () => {
    const newer = given(candidate, ...claimed, the.attemptEnded(), the.attemptClaimed(2));
    newer.when(resume(4)).thenRejected('candidate/other-attempt-live', { applicationId: second });
    newer.when(resume(4, true)).then(the.attemptResumed(1, 4, second));
    expect(liveAttempt(fold(candidate, newer.state, [the.attemptResumed(1, 4, second)]), requisitionId)?.applicationId).toBe(first);
  });
  it('knows only its own applications', () =>
    given(candidate, ...claimed)
      .when(resume(4, false, second))
      .thenRejected('candidate/not-found'));
});

describe('acceptances of several offers', () => {
  const both = [the.added(), the.attemptClaimed(), the.attemptClaimed(2)];
  const crossed = [...both, the.acceptanceClaimed(), the.acceptanceClaimed(2, first)];
  it('the first stands, the other is told behind which', () => {
    given(candidate, ...both)
      .when(accepts())
      .then(the.acceptanceClaimed());
    given(candidate, ...both, the.acceptanceClaimed())
      .when(accepts(second))
      .then(the.acceptanceClaimed(2, first));
    for (const id of [first, second])
      given(candidate, ...crossed)
        .when(accepts(id))
        .thenNothing();
  });
  it('when the first stands no more the other does', () => {
    given(candidate, ...crossed)
      .when(releases())
      .then(the.acceptanceReleased());
    for (const end of [the.acceptanceReleased(), the.attemptEnded()]) {
      const left = given(candidate, ...crossed, end);
      expect(left.state.acceptances).toEqual([second]);
      left.when(releases()).thenNothing();
      left.when(accepts()).then(the.acceptanceClaimed(1, second));
    }
  });
  it('are of the person’s own applications', () => given(candidate, the.added()).when(accepts()).thenRejected('candidate/not-found'));
});

it('never has two live attempts for one requisition, whatever comes in whatever order', () => {
  const sequence = fc.integer({ min: 0, max: 9 });
  const application = fc.constantFrom(first, second);
  const step = fc.oneof(
    fc.constant(claim),
    fc.tuple(sequence, application).map(([n, id]) => end(n, id)),
    fc.tuple(sequence, fc.boolean(), application).map(([n, displace, id]) => resume(n, displace, id)),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let state = fold(candidate, candidate.initial, [the.added()]);
      for (const command of steps) {
        try {
          const at = { at: '2026-03-02T09:00:00.000Z', by: service };
          state = fold(candidate, state, candidate.decide({ ...command, ...at }, state));
          expect(candidate.decide({ ...command, ...at }, state)).toEqual([]);
        } catch (error) {
          expect(error).toMatchObject({ name: 'Rejection' });
        }
        expect(state.attempts.filter(({ live }) => live).length).toBeLessThanOrEqual(1);
      }
    }),
  );
});
