/** The Role: what a role document says, in a shape that the rest of the system stands on. Versioned by `schemaVersion`. */
import { z } from 'zod';

export const skillSchema = z
  .object({
    id: z.string().min(1).describe('Stable id, e.g. "c-plus-plus". The same skill has the same id in every role.'),
    name: z.string().min(1).describe('Canonical name, e.g. "Go".'),
    as: z.string().min(1).describe('The words the document used, e.g. "Golang".'),
  })
  .meta({ id: 'RoleSkill' });

export const skillGroupSchema = z
  .object({
    logic: z
      .enum(['any_of', 'all_of', 'or_similar', 'details'])
      .describe('any_of: one is enough. or_similar: one is enough, and others like them may do. details: named in passing, never needed.'),
    label: z
      .string()
      .nullable()
      .describe('Id of the skill that the list stands for: "relational databases (PostgreSQL, MySQL)". Null: none is named.'),
    skills: z.array(z.string()).min(1).describe('Skill ids.'),
  })
  .meta({ id: 'RoleSkillGroup' });

export const requirementSchema = z
  .object({
    id: z
      .string()
      .regex(/^req-[0-9a-f]{14}$/)
      .describe('Derived from the words alone: the same text has the same id in any formatting.'),
    text: z.string().min(1),
    line: z.int().positive().describe('Line of the document, counted from 1.'),
    kind: z.enum(['hard', 'soft', 'education', 'experience', 'duty']),
    importance: z.enum(['must', 'nice']),
    years: z
      .object({ min: z.number().nonnegative(), max: z.number().nonnegative().optional() })
      .optional()
      .describe(
        'Years of experience. "4 to 10+" is a minimum of 4; max is there only when the range is closed, and never counts against anyone.',
      ),
    skills: z.array(skillSchema),
    logic: z
      .enum(['none', 'any_of', 'all_of', 'or_similar'])
      .describe('none: no skill is named. With one group its logic; with several how the groups are joined.'),
    groups: z.array(skillGroupSchema),
    orEquivalent: z.boolean().describe('Equivalent experience is accepted in its place.'),
    alternative: z.string().nullable().describe('What else the text accepts in its place, e.g. certifications. Null: nothing.'),
  })
  .meta({ id: 'RoleRequirement' });

export const payBandSchema = z
  .object({
    min: z.number().positive(),
    max: z.number().positive(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('ISO 4217.'),
    period: z.enum(['year', 'month', 'week', 'day', 'hour']),
  })
  .meta({ id: 'RolePayBand' });

export const roleSchema = z
  .object({
    schemaVersion: z.literal(1),
    title: z.string().describe('Empty when the document has none.'),
    tags: z.array(z.string()),
    band: payBandSchema.nullable().describe('Null when the document states no pay.'),
    definition: z.string(),
    careerPath: z.object({ entryFrom: z.array(z.string()), advancementTo: z.array(z.string()), lateral: z.array(z.string()) }),
    responsibilities: z.object({ primary: z.array(requirementSchema), secondary: z.array(requirementSchema) }),
    requirements: z.object({
      hard: z.array(requirementSchema),
      soft: z.array(requirementSchema),
      education: z.array(requirementSchema),
      experience: z.array(requirementSchema),
    }),
    fieldsOfStudy: z.array(z.string()),
    keywords: z.array(z.string()),
  })
  .meta({ id: 'Role' });

export type Role = z.infer<typeof roleSchema>;
export type Requirement = z.infer<typeof requirementSchema>;
export type Skill = z.infer<typeof skillSchema>;
export type SkillGroup = z.infer<typeof skillGroupSchema>;
export type PayBand = z.infer<typeof payBandSchema>;

/** What can be confirmed as a must or a nice-to-have, in the order of the document's kinds. Duties are not among it. */
export function requirementsOf(role: Role): Requirement[] {
  const { hard, soft, education, experience } = role.requirements;
  return [...hard, ...soft, ...education, ...experience];
}

/** Primary duties first. They guide the interview and never score. */
export function dutiesOf(role: Role): Requirement[] {
  return [...role.responsibilities.primary, ...role.responsibilities.secondary];
}
