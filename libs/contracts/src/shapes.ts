/** Shapes that several contracts share: ids, places, money bands, plans, questions. No personal data. */
import { z } from 'zod';

export const id = z.uuid();
/** A person's id within the organization (an interviewer, an approver, a recruiter); never a name or an e-mail address, for it stands in events for ever. */
export const personId = z
  .string()
  .min(1)
  .max(64)
  // Understood alike by the regular expressions of every language, for the schemas are published.
  .regex(/^[^\s/\\"'<>@]+$/, 'must have no white space, slash, quote or @');
/** An instant in UTC, ISO 8601 with milliseconds or without. */
export const instant = z.iso.datetime();
/** A calendar date without a zone. */
export const date = z.iso.date();
/** A short key within an aggregate, such as a seat, a band, a stage. */
export const key = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z0-9._-]+$/);
/** An IANA time zone, such as Europe/Berlin. */
export const timeZone = z.string().refine(isTimeZone, 'is not an IANA time zone');
/** An ISO 4217 currency in use. */
export const currency = z.string().refine((code) => Intl.supportedValuesOf('currency').includes(code), 'is not an ISO 4217 currency');

/** What an opening may pay, in whole units of the currency per period. */
export const band = z
  .object({
    id: key,
    /** Location or pay zone. */
    location: z.string().min(1).max(120),
    level: z.string().max(60).optional(),
    min: z.number().nonnegative().max(1e12),
    max: z.number().nonnegative().max(1e12),
    currency,
    period: z.enum(['year', 'month', 'hour']),
    basis: z.enum(['base', 'on_target']),
    /** False forbids every exception from this band. */
    exceptionsAllowed: z.boolean().default(true),
  })
  .refine(({ min, max }) => min <= max, { message: 'min is above max', path: ['min'] });

export const seat = z.object({
  id: key,
  bandId: key,
  location: z.string().min(1).max(120),
  employmentType: z.enum(['full_time', 'part_time', 'contract', 'temporary', 'internship']),
  targetDate: date.optional(),
  kind: z.enum(['new', 'replacement']),
});

export const questionKind = z.enum([
  'work_authorisation',
  'sponsorship',
  'availability',
  'location',
  'licence',
  'pay_expectation',
  'skill',
  'free_text',
]);

/** A question to the candidate; a knockout answer marks, it never rejects. */
export const question = z.object({
  id: key,
  kind: questionKind,
  text: z.string().min(1).max(500),
  required: z.boolean().default(false),
  /** Answers that mark the application, for kinds other than free text. */
  knockoutAnswers: z.array(z.string().max(120)).max(20).default([]),
});

export const competency = z.object({
  id: key,
  name: z.string().min(1).max(300),
  requirementIds: z.array(z.string().max(120)).max(20).default([]),
});

export const round = z.object({
  id: key,
  name: z.string().min(1).max(120),
  durationMinutes: z.int().min(5).max(600),
  /** How many interviewers with a vote. */
  panelSize: z.int().min(1).max(10),
  competencies: z.array(competency).min(1).max(12),
  questionGuide: z.array(z.string().max(500)).max(40).default([]),
});

/** The ordered stages of an interview plan; a person passes each stage. */
export const stage = z.object({ id: key, name: z.string().min(1).max(120), rounds: z.array(round).min(1).max(12) });
export const interviewPlan = z.object({ version: z.int().positive(), stages: z.array(stage).min(1).max(10) });

export const team = z.object({
  hiringManager: personId,
  recruiter: personId,
  coordinators: z.array(personId).max(20).default([]),
  interviewers: z.array(personId).max(100).default([]),
});

export type Band = z.output<typeof band>;
export type Seat = z.output<typeof seat>;
export type Question = z.output<typeof question>;
export type InterviewPlan = z.output<typeof interviewPlan>;
export type Team = z.output<typeof team>;

function isTimeZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
