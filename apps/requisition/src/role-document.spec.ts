import { Rejection } from '@rolecall/kernel';
import { document, role } from './requisition.examples.js';
import { readDocument } from './role-document.js';

function refusal(text: string): Partial<Rejection> {
  try {
    readDocument(text);
  } catch (error) {
    if (error instanceof Rejection) return error;
  }
  throw new Error('it was read');
}

it('reads a document, and says what it does not have', () => {
  const reading = readDocument(document);
  expect(reading.role).toEqual(role);
  expect(reading.notFound).toContain('requirements.education');
});
it('says what is missing and where it was looked for', () => {
  const { code, kind, details } = refusal('Overview\n\nWe are a nice company.\n');
  expect([code, kind]).toEqual(['role-document/no-requirements', 'invalid']);
  expect(details).toMatchObject({ missing: ['responsibilities', 'requirements'], headings: ['1: Overview'] });
  expect(details?.lookedFor).toEqual(expect.arrayContaining([expect.any(String)]));
});
it.each([
  ['role-document/empty', 'invalid', ' \n'],
  ['role-document/not-text', 'invalid', '%PDF-1.7'],
  ['role-document/too-large', 'too_large', 'x'.repeat(1_000_001)],
])('refuses with %s', (code, kind, text) => expect(refusal(text)).toMatchObject({ code, kind }));
