/** THE DECIDER of an organization's working time: which days count when something is due in working days. One for each organization. */
import type { WorkingTime, workingTimeSet } from '@rolecall/contracts';
import { type Decider, defineRejection, type EventOf, eventMaker } from '@rolecall/kernel';

export type WorkingTimeEvent = EventOf<typeof workingTimeSet>;
export type WorkingTimeCommand = { readonly do: 'set' } & WorkingTime;
const event = eventMaker<WorkingTimeEvent>();

const setByPerson = defineRejection(
  'working-time/person-only',
  'forbidden',
  'Only a person sets the working time of an organization.',
  'Let a person set it.',
);

/** Each day once, in order: the same days in another order are no change. */
const inOrder = ({ workdays, holidays, zone, opensAt }: WorkingTime): WorkingTime => ({
  workdays: [...new Set(workdays)].sort(),
  holidays: [...new Set(holidays)].sort(),
  zone,
  opensAt,
});

export const workingTime: Decider<WorkingTime, WorkingTimeCommand, WorkingTimeEvent> = {
  aggregate: 'working-time',
  stateVersion: 1,
  initial: { workdays: [1, 2, 3, 4, 5], holidays: [], zone: 'UTC', opensAt: '09:00' },
  decide({ by, ...command }, state) {
    if (by.kind !== 'person') throw setByPerson({ kind: by.kind });
    const time = inOrder(command);
    return JSON.stringify(time) === JSON.stringify(inOrder(state)) ? [] : [event('working-time.set.v1', { ...time, by: by.id })];
  },
  evolve: (_, { data }) => inOrder(data),
};
