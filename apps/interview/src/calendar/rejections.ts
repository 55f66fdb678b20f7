/** What the rules of a calendar refuse. */
import { defineRejection } from '@rolecall/kernel';

export const busy = defineRejection(
  'calendar/busy',
  'conflict',
  'An interviewer is not free at that time.',
  'Choose another time, or another interviewer; `details.people` names who is busy.',
);
export const notYours = defineRejection(
  'calendar/not-yours',
  'forbidden',
  'This is somebody else’s calendar.',
  'Ask them, or a recruiter or coordinator.',
);
