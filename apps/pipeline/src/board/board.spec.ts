import { at, days } from '@rolecall/testing';
import type { ApplicationCopy } from '../application/application.js';
import type { Kept } from '../copies.js';
import type { LoopCopy } from '../loop/loop.js';
import type { PanelistCopy, RoundCopy } from '../loop/rounds.js';
import type { OfferCopy } from '../offer/offer.js';
import { after, cursorOf, cursorParam, pageOf } from '../pages.js';
import { cardOf } from './card.js';
import { columnsOf } from './columns.js';
import { nextOf } from './next.js';
import { filledBy, standing, unionOf } from './union.js';

const team = { hiringManager: 'hiro', recruiter: 'mara' };
const application = (more: Partial<ApplicationCopy> = {}): ApplicationCopy => ({
  ...{ candidateId: 'c', requisitionId: 'r', episode: 1, status: 'received', column: 'received', since: at(0), statusSince: at(0) },
  ...{ receivedAt: at(0), sources: ['board'], left: [], hires: [], waiting: [], knockouts: [], contingencies: [] },
  ...more,
});
const panelist = (person: string, role: PanelistCopy['role']): PanelistCopy => ({ person, role, response: 'accepted', card: 'not_due' });
const round = (id: string, status: RoundCopy['status'], more: Partial<RoundCopy> = {}): RoundCopy => ({
  ...{ id, stageId: 'phone', name: id, status, since: at(60), panel: [panelist('ivo', 'member'), panelist('ida', 'lead')] },
  ...more,
});
const loop = (...rounds: RoundCopy[]): LoopCopy => ({
  ...{ applicationId: 'a', requisitionId: 'r', episode: 1, status: 'in_progress', since: at(30), stages: [], passed: [], waiting: [] },
  ...{ stageId: 'phone', rounds },
});
const offer = (more: Partial<OfferCopy>): OfferCopy => ({
  ...{ applicationId: 'a', candidateId: 'c', requisitionId: 'r', episode: 1, version: 1, status: 'drafted', since: at(90), seat: 'none' },
  ...{ ends: [], owed: [], waiting: [], ...more },
});

describe('columns', () => {
  const stages = ['phone', 'onsite'].map((id) => ({ id, name: id }));
  const ids = (...of: Parameters<typeof columnsOf>) => columnsOf(...of).map(({ id }) => id);
  const [begin, end] = [
    ['received', 'in_review'],
    ['concluding', 'decision', 'offered', 'pre_hire', 'hired', 'started'],
  ];
  const exits = ['rejected', 'withdrawn', 'closed', 'transferred', 'merged', 'erased'];

  it('are the statuses, with the stages of the plan in their order for the interviews', () => {
    expect(ids(stages, 2)).toEqual([...begin, 'interviewing:phone', 'interviewing:onsite', ...end, ...exits]);
    expect(ids([], 0)).toEqual([...begin, 'interviewing', ...end, ...exits]);
  });
  it('hold in the first stage also those of whom none was told', () => {
    const holds = columnsOf(stages, 2).flatMap((column) => (column.stage ? [column.holds] : []));
    expect(holds).toEqual([['interviewing', 'interviewing:phone'], ['interviewing:onsite']]);
  });
  it('are shown empty only where somebody comes by in every search', () =>
    expect(
      columnsOf(stages, 1)
        .filter(({ rare }) => rare)
        .map(({ id }) => id),
    ).toEqual([...['interviewing:onsite', 'transferred', 'merged', 'erased']]));
});

describe('who must act next', () => {
  const next = (of: ApplicationCopy, beside: { loop?: LoopCopy; offer?: OfferCopy } = {}) => nextOf({ application: of, ...beside, team });
  const step = (...of: Parameters<typeof next>) =>
    next(...of).map(({ kind, person, dueAt }) => [kind, person, ...(dueAt ? [dueAt] : [])].join(' '));

  it('is whom a task, a scorecard or an approval waits for, before anything that is implied', () => {
    const waiting = [{ kind: 'no_word', person: 'rita', since: at(0) }] as const;
    const owed = { ...loop(round('talk', 'awaiting_feedback')), waiting: [{ kind: 'scorecard', person: 'ida', since: at(0) }] as const };
    expect(step(application({ status: 'interviewing', waiting }), { loop: owed })).toEqual(['no_word rita', 'scorecard ida']);
    expect(step(application({ status: 'rejected', waiting }))).toEqual(['no_word rita']);
  });
  it('is the recruiter for a review, and nobody after an end', () => {
    for (const status of ['received', 'in_review'] as const) expect(step(application({ status }))).toEqual(['review mara']);
    for (const status of ['rejected', 'started'] as const) expect(step(application({ status }))).toEqual([]);
  });
  it('is who schedules, leads or concludes the interviews of the stage', () => {
    const of = (...rounds: RoundCopy[]) => step(application({ status: 'interviewing' }), { loop: loop(...rounds) });
    expect(step(application({ status: 'interviewing' }))).toEqual([]);
    expect(of(round('talk', 'needs_scheduling'))).toEqual(['schedule mara']);
    expect(of(round('talk', 'no_show'), round('code', 'scheduled'))).toEqual(['schedule mara']);
    expect(of(round('code', 'scheduled', { startsAt: at(days) }))).toEqual([`interview ida ${at(days)}`]);
    expect(of(round('code', 'scheduled', { panel: [panelist('ivo', 'member')] }))).toEqual(['interview ivo']);
    expect(of(round('code', 'scheduled', { panel: [] }))).toEqual(['interview mara']);
    expect(of(round('talk', 'complete'))).toEqual(['conclude hiro']);
    expect(of(round('talk', 'needs_scheduling', { stageId: 'other' }))).toEqual(['conclude hiro']);
  });
  it('is who decides, or takes the offer further', () => {
    const of = (more: Partial<OfferCopy>) => step(application({ status: 'decision' }), { offer: offer(more) });
    expect(step(application({ status: 'decision' }))).toEqual(['decide hiro']);
    expect(of({ status: 'drafted', owner: 'olaf' })).toEqual(['request_approval olaf']);
    expect(of({ status: 'approved', seat: 'waiting' })).toEqual(['find_seat mara']);
    expect(of({ status: 'approved', seat: 'assigned', extendBy: at(days) })).toEqual([`extend mara ${at(days)}`]);
    expect(of({ status: 'approved', seat: 'assigned' })).toEqual(['extend mara']);
    expect(of({ status: 'declined' })).toEqual(['decide hiro']);
  });
  it('is the candidate for an answer and for day one, and the recruiter for the checks before it', () => {
    expect(step(application({ status: 'offered' }), { offer: offer({ expiresAt: at(days) }) })).toEqual([`answer c ${at(days)}`]);
    expect(step(application({ status: 'offered' }))).toEqual(['answer c']);
    expect(step(application({ status: 'hired', startDate: '2026-05-01' }))).toEqual(['start c 2026-05-01']);
    expect(step(application({ status: 'hired' }))).toEqual(['start c']);
    const checks = (state: 'pending' | 'cleared') => application({ status: 'pre_hire', contingencies: [{ kind: 'other', state }] });
    expect(step(checks('pending'))).toEqual(['clear_contingencies mara']);
    expect(step(checks('cleared'))).toEqual([]);
  });
});

describe('a card', () => {
  const kept = <T>(id: string, copy: T): Kept<T> => ({ _id: `acme/${id}`, sequence: 7, copy: { ...copy, org: 'acme', concerns: [] } });
  const dealt = (of: ApplicationCopy, more?: Partial<OfferCopy>) =>
    cardOf({ application: kept('a', of), ...(more ? { offer: kept('o', offer(more)) } : {}), team }, at(days));

  it('shows where the application stands, as of which event, and what has passed its time', () => {
    const task = { kind: 'no_word', person: 'rita', since: at(0), dueAt: at(60) } as const;
    const late = dealt(application({ waiting: [task, { ...task, dueAt: at(2 * days) }] }));
    expect(late).toMatchObject({
      id: 'a',
      candidateId: 'c',
      sequence: 7,
      status: 'received',
      since: at(0),
      sources: ['board'],
      offer: null,
    });
    expect(late.next.map(({ overdue }) => overdue)).toEqual([true, false]);
  });
  it('names the stage in interviews alone', () => {
    expect(dealt(application({ status: 'interviewing', stageId: 'onsite' })).stageId).toBe('onsite');
    expect(dealt(application({ status: 'interviewing' })).stageId).toBeNull();
    expect(dealt(application({ status: 'decision', stageId: 'onsite' })).stageId).toBeNull();
  });
  it('shows marks, the offer, and why it ended', () => {
    const closing = { closeOn: at(days), reason: 'cancelled', kept: false };
    const conflict = [{ kind: 'source_conflict', person: 'mara', since: at(0) }] as const;
    expect(dealt(application({ knockouts: ['q'], closing, waiting: conflict })).marks).toEqual({
      knockouts: ['q'],
      sourceConflict: true,
      closing,
    });
    expect(dealt(application()).marks).toEqual({ knockouts: [], sourceConflict: false, closing: null });
    expect(dealt(application(), { status: 'extended', expiresAt: at(days) }).offer).toEqual({
      ...{ id: 'o', status: 'extended', version: 1, seat: 'none', expiresAt: at(days) },
    });
    expect(dealt(application(), {}).offer?.expiresAt).toBeNull();
    const end = { reason: 'pay', at: at(60) };
    expect(dealt(application({ end })).end).toEqual(end);
  });
});

describe('a page', () => {
  const place = (id: string) => ({ by: 'since', value: at(0), id });
  it('goes on after the last that it holds, and ends where nothing follows', () => {
    const { page, next } = pageOf(['a', 'b', 'c'], 2, place);
    expect(page).toEqual(['a', 'b']);
    expect(cursorParam('since').parse(next)).toEqual(place('b'));
    expect(pageOf(['a', 'b'], 2, place).next).toBeNull();
    expect(pageOf([], 2, place)).toEqual({ page: [], next: null });
  });
  it('goes on behind the value and the id, whatever has come or gone before them', () =>
    expect(after('copy.since', place('b'))).toEqual({
      'copy.since': { $gte: at(0) },
      $or: [{ 'copy.since': { $gt: at(0) } }, { _id: { $gt: 'b' } }],
    }));
  it('takes no cursor that it has not given', () => {
    for (const cursor of ['', 'nonsense', Buffer.from('[1]').toString('base64url')])
      expect(cursorParam('since').safeParse(cursor).success).toBe(false);
    expect(['since', 'due'].map((order) => cursorParam(order).safeParse(cursorOf(place('b'))).success)).toEqual([true, false]);
  });
});

describe('the question for a whole board', () => {
  const parts = [{ where: { a: 1 }, countMax: 4 }, { where: { a: 2 } }];
  const kept = (id: string): Kept<ApplicationCopy> => ({ _id: id, sequence: 1, copy: { ...application(), org: 'acme', concerns: [] } });

  it('asks of each column the first, and counts where that is asked for', () => {
    const asked = unionOf('copies', parts, { x: 1 }, 3) as { $unionWith?: { coll: string; pipeline: object[] } }[];
    expect(asked).toHaveLength(4);
    expect(asked.slice(1).map((stage) => stage.$unionWith?.pipeline[0])).toEqual([
      { $match: { a: 1 } },
      { $match: { a: 1 } },
      { $match: { a: 2 } },
    ]);
    expect(asked[2]?.$unionWith?.pipeline[1]).toEqual({ $limit: 4 });
  });
  it('gives every answer to its column', () =>
    expect(
      filledBy(
        [
          { place: 1, kept: kept('b') },
          { place: 0, few: 3 },
          { place: 1, kept: kept('c') },
        ],
        parts,
      ),
    ).toEqual([{ found: [], few: 3 }, { found: [kept('b'), kept('c')] }]));
  it('counts nobody where nobody answers', () => expect(filledBy([], parts)).toEqual([{ found: [], few: 0 }, { found: [] }]));
  it('looks for what a column holds', () => {
    const [first] = columnsOf([{ id: 'phone', name: 'Phone' }], 1).filter(({ stage }) => stage);
    expect(first && standing({ a: 1 }, first)).toEqual({ a: 1, 'copy.column': { $in: ['interviewing', 'interviewing:phone'] } });
    expect(standing({ a: 1 }, columnsOf([], 0)[0] as never)).toEqual({ a: 1, 'copy.column': 'received' });
  });
});
