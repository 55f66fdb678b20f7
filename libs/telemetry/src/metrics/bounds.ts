/** Labels that several themes have, and the scale of durations. */

/** Seconds; fine around the milliseconds that one append takes, coarse up to a time-out. */
export const durations = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const aggregate = { from: 'aggregates of the service', max: 20 } as const;
export const group = { from: '`rolecall.<service>`', max: 10 } as const;
/** Of what a service does not consume, the name is a stranger's. */
export const type = { from: 'events that the service consumes, `newer`, `unknown`, `unreadable`', max: 150 } as const;
export const follower = ['relay', 'projector'] as const;
