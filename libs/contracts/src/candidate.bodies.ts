/** Request bodies about a candidate. What is personal here goes to the vault and nowhere else. */
import { personal } from '@rolecall/kernel';
import { z } from 'zod';

const contact = personal({
  /** As the person writes it: any script, emoji, right to left. */
  name: z.string().trim().min(1).max(200),
  emails: z.array(z.email().max(254)).min(1).max(10),
  phones: z.array(z.string().trim().min(3).max(40)).max(10).default([]),
});

export const addCandidateBody = z.strictObject(contact).meta({ id: 'AddCandidateBody' });
export const changeContactBody = z.strictObject(contact).meta({ id: 'ChangeContactBody' });
/** The résumé as plain text; other formats are turned into text before they come here. */
export const addResumeBody = z.strictObject(personal({ text: z.string().min(1).max(200_000) })).meta({ id: 'AddResumeBody' });

export type AddCandidateBody = z.output<typeof addCandidateBody>;
export type ChangeContactBody = z.output<typeof changeContactBody>;
export type AddResumeBody = z.output<typeof addResumeBody>;
