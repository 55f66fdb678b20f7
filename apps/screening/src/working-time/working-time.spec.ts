/** The working time of an organization is Monday to Friday from nine, until a person sets another. */
import type { WorkingTime } from '@rolecall/contracts';
import { eventMaker, given } from '@rolecall/kernel';
import { type WorkingTimeEvent, workingTime } from './working-time.js';

const time: WorkingTime = { workdays: [7, 1, 2, 3, 4, 4], holidays: ['2026-06-01', '2026-05-01'], zone: 'Asia/Riyadh', opensAt: '08:30' };
const sorted = { workdays: [1, 2, 3, 4, 7], holidays: ['2026-05-01', '2026-06-01'], zone: 'Asia/Riyadh', opensAt: '08:30' };
const set = eventMaker<WorkingTimeEvent>()('working-time.set.v1', { ...sorted, by: 'mara' });
const command = { do: 'set', ...time } as const;

it('is Monday to Friday from nine in UTC at first', () =>
  expect(workingTime.initial).toEqual({ workdays: [1, 2, 3, 4, 5], holidays: [], zone: 'UTC', opensAt: '09:00' }));
it('is set by a person, each day once and in order', () => given(workingTime).when(command).then(set));
it('is not set again to what it is, also in another order', () => {
  given(workingTime, set).when(command).thenNothing();
  given(workingTime)
    .when({ do: 'set', ...workingTime.initial })
    .thenNothing();
});
it.each([
  ['workdays', [1]],
  ['holidays', []],
  ['zone', 'UTC'],
  ['opensAt', '09:00'],
])('takes another value of %s', (field, value) =>
  given(workingTime, set)
    .when({ ...command, [field]: value })
    .thenState({ ...sorted, [field]: value }),
);
it('is for people', () =>
  given(workingTime)
    .when({ ...command, by: { kind: 'service', id: 'x' } })
    .thenRejected('working-time/person-only', { kind: 'service' }));
