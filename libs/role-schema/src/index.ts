/** role-schema: the role document, its schema, its skills, and what of it a résumé shows. Pure. */
export { RoleDocumentError, type RoleDocumentErrorCode, type RoleDocumentErrorDetails } from './errors.js';
export { type ConfirmedRequirements, evaluateResume, evaluatorVersion, pointsOf } from './evaluation/evaluate.js';
export * from './evaluation/schema.js';
export { type JobPostingDetails, toJobPosting } from './job-posting.js';
export { roleDocumentBytesMax, roleDocumentLinesMax } from './reader/document-text.js';
export { type RoleReading, readRole } from './reader/read-role.js';
export { type Section, sections } from './reader/sections.js';
export { type Job, jobsOf, monthsIn, resumeJobsMax } from './resume/jobs.js';
export { normalizeResume } from './resume/normalize.js';
export * from './schema.js';
export { type CatalogSkill, catalog, catalogById } from './skills/catalog.js';
