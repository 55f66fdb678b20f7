/** Which of an application's events decide something about the person. */

/** The events in which people (or, for a hire, the rules) decided something about the person. */
const decisive = new Set<string>(
  [
    'advanced rejected withdrawn closed reinstated kept moved-back decision-due knockout-overruled finding-corrected',
    'contingency-cleared contingency-waived contingency-failed hired hire-reversed',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `application.${name}.v1`),
);
export const isDecisive = (type: string): boolean => decisive.has(type);
