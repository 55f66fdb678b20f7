/**
 * What an application waits for from another service: word from the interviews, or from an offer that is out or accepted. Each has deadlines
 * of its own; should none of it ever be heard here, the owner has a task. An accepted one may wait for its contingencies until day one.
 */
import type { Due } from '@rolecall/kernel';
import type { Decisions } from './commands.js';
import type { Application, ApplicationEvent } from './state.js';
import { doneTasks, inHours, taskFor } from './tasks.js';

const patienceHours = { interviewing: 14 * 24, offered: 30 * 24, pre_hire: 7 * 24 };
/** From its begin in Greenwich until a day is over everywhere on earth. */
const dayHours = 36;

type Waiting = keyof typeof patienceHours;
const waits = (status: string): status is Waiting => status in patienceHours;

export function silenceDue({ status, waitsSince, offer }: Application): Due<{ do: 'note-silence' }> | undefined {
  if (!waits(status) || !waitsSince) return undefined;
  const patience = inHours(waitsSince, patienceHours[status]);
  const dayOne = status === 'pre_hire' && offer ? [inHours(offer.startDate, dayHours)] : [];
  return { at: [patience, ...dayOne].sort().at(-1) as string, command: { do: 'note-silence' } };
}

export const silenceDecisions: Decisions<'note-silence'> = {
  'note-silence': (command, state) => {
    const due = silenceDue(state);
    return due && due.at <= command.at ? [taskFor(state, 'no_word', command)] : [];
  },
};

/** Word has come: nobody needs to ask for it. */
export const heard = (state: Application, by: string): ApplicationEvent[] => doneTasks(state, ['no_word'], by, 'heard');
