import { z } from 'zod';
import * as api from './index.js';

it('the public names are there', () => {
  expect(Object.entries(api).filter(([, value]) => value === undefined)).toEqual([]);
  expect(Object.keys(api)).toEqual(
    expect.arrayContaining([
      'readRole',
      'roleSchema',
      'requirementSchema',
      'RoleDocumentError',
      'evaluateResume',
      'evaluationSchema',
      'normalizeResume',
      'jobsOf',
      'requirementsOf',
      'dutiesOf',
      'catalog',
    ]),
  );
});

it('the role and the evaluation are exported as JSON Schema', () => {
  expect(z.toJSONSchema(api.roleSchema, { io: 'input' })).toMatchObject({
    $defs: { Role: { type: 'object', properties: { schemaVersion: { const: 1 } } } },
  });
  expect(z.toJSONSchema(api.evaluationSchema)).toMatchObject({
    $defs: { Evaluation: { type: 'object', properties: { findings: { type: 'array' } } } },
  });
});

it('requirements come by kind, duties by rank', () => {
  const { role } = api.readRole(
    'Baker\n\nOther duties:\n- Sells\n\nDuties:\n- Bakes\n\nExperience:\n- Ovens\n\nEducation:\n- Apprenticeship\n\nSoft skills:\n- Patience\n\nHard skills:\n- Dough\n',
  );
  expect(api.requirementsOf(role).map(({ text }) => text)).toEqual(['Dough', 'Patience', 'Apprenticeship', 'Ovens']);
  expect(api.dutiesOf(role).map(({ text }) => text)).toEqual(['Bakes', 'Sells']);
});
