/** Words and amounts that are nobody's, one for each place they are sent to, so that one that turns up says where it came from. */
import { personalAmount, personalMark } from '../../load/people.ts';

let sent = 0;

/** Such as `zqx-note-17`. */
export const word = (place: string): string => `zqx-${place.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${++sent}`;

/** Of pay: this and the two that are near it are no other number of a story. */
export const amounts = [personalAmount, personalAmount + 2, personalAmount + 8] as const;

const marks = new RegExp(`zqx-[a-z-]+-\\d+|${personalMark}|(?<![\\w-])(?:${amounts.join('|')})(?![\\w-])`, 'gi');

/** Whatever of it stands in a text. */
export const marksIn = (text: string): string[] => [...new Set(text.match(marks) ?? [])];
