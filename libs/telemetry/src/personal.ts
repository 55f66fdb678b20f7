/** Fields that hold personal data or secrets. They are cut out of log lines, should one ever get there. */

const fields = [
  'name',
  'firstName',
  'lastName',
  'fullName',
  'displayName',
  'email',
  'emailAddress',
  'phone',
  'address',
  'birthDate',
  'note',
  'text',
  'comment',
  'resume',
  'resumeText',
  'answer',
  'amount',
  'salary',
  'pay',
  'terms',
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'body',
];

/** Paths for the logger's redaction: each field at the top, and one and two levels down. */
export const personalPaths: readonly string[] = fields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
