/**
 * What an application waits for from another service: word from the interviews, or from an offer that is out. Each has deadlines of its
 * own; should none of it ever be heard here, the owner has a task.
 */
import type { Due } from '@rolecall/kernel';
import type { Decisions } from './commands.js';
import type { Application, ApplicationEvent } from './state.js';
import { doneTasks, inHours, taskFor } from './tasks.js';

const patienceHours = { interviewing: 14 * 24, offered: 30 * 24 };

type Waiting = keyof typeof patienceHours;
const waits = (status: string): status is Waiting => status in patienceHours;

export const silenceDue = ({ status, waitsSince }: Application): Due<{ do: 'note-silence' }> | undefined =>
  waits(status) && waitsSince ? { at: inHours(waitsSince, patienceHours[status]), command: { do: 'note-silence' } } : undefined;

export const silenceDecisions: Decisions<'note-silence'> = {
  'note-silence': (command, state) => {
    const due = silenceDue(state);
    return due && due.at <= command.at ? [taskFor(state, 'no_word', command)] : [];
  },
};

/** Word has come: nobody needs to ask for it. */
export const heard = (state: Application, by: string): ApplicationEvent[] => doneTasks(state, ['no_word'], by, 'heard');
