/** What the verifier says becomes a finding, of the right kind; what the test itself planted is none. */
import { alarmsOf, findingsOf, type VerifyJob } from './verified.js';

const job = (findings: readonly string[], more: Partial<VerifyJob> = {}): VerifyJob => ({
  ...{ kind: 'verify', status: 'done', counts: { streams: 4, messages: 30 }, findings, ...more },
});
const place = 'hiring.application#3:1042';
const seen = (of: VerifyJob, planted: readonly string[] = []) =>
  findingsOf('offer', of, new Set(planted)).map(({ invariant, what }) => `${invariant} ${what}`);

it('finds nothing where the verifier found nothing', () => expect(seen(job([]))).toEqual([]));

it.each([
  ['head: acme/offer/a: the head says something else of seat', 'I3'],
  ['fold: acme/offer/a: its history cannot be folded', 'I3'],
  [`missing: ${place}: event 4 is marked as published`, 'I1'],
  ['order: acme/offer/a: event 4 comes where 3 is not there yet', 'I2'],
  ['causes: acme/offer/a: two commits have the cause x', 'I4'],
  ['deadline: acme/offer/a: due long ago, and not carried out', 'I6'],
  ['copy: application a: is not what its events say', 'I7'],
  ['offset: rolecall.offer hiring.application#3: the group has no place', 'I8'],
  ['copies cannot be compared: hiring.application begins at 7', 'I7'],
])('tells of "%s" as %s', (sentence, invariant) =>
  expect(seen(job([sentence]))).toEqual([`${invariant} offer: the verifier says ${sentence}`]),
);

it('leaves out what the test itself put there, and only that', () => {
  const findings = [`content: ${place}: it cannot be read`, 'content: hiring.application#3:1043: it cannot be read'];
  expect(seen(job(findings), [place])).toEqual([`I1 offer: the verifier says ${findings[1]}`]);
});

it('hears what the verifier told an operator by itself', () => {
  const told = (of: string, what = 'it cannot be') =>
    JSON.stringify({ level: 'error', invariant: 'fold', of, what, msg: 'the verifier found a mismatch' });
  const log = [
    '{"msg":"joined the group"}',
    told('acme/offer/a'),
    told(place),
    told('g', 'the group has no place, though there are messages'),
    told('acme/offer/b', 'published up to version 3 of 5, and a minute has gone'),
    '',
  ].join('\n');
  expect(alarmsOf('offer', log, new Set([place]))).toEqual([
    { invariant: 'I3', what: 'offer: the verifier says fold: acme/offer/a: it cannot be' },
  ]);
});

it('asks for no messages where topics were left out', () =>
  expect(findingsOf('offer', job([], { counts: { streams: 4 } }), new Set(), false)).toEqual([]));

const incomplete: Partial<VerifyJob>[] = [{ status: 'cancelled' }, { counts: { streams: 4 } }, { counts: { messages: 30 } }];
it.each(incomplete)('does not take a look at nothing for a good one: %j', (more) =>
  expect(seen(job([], more))).toEqual([expect.stringContaining('I7 offer: the verifier has looked at')]),
);
