/** Reads a role document for the HTTP side: what it says, what was not found or not understood, or why it cannot be read. */
import { defineRejection, type Rejection } from '@rolecall/kernel';
import { RoleDocumentError, type RoleDocumentErrorCode, type RoleReading, readRole } from '@rolecall/role-schema';

const sendText = 'Send the text of the role document, as text/plain or in the field `document`.';
export const notText = defineRejection('role-document/not-text', 'invalid', 'The role document is not plain text in UTF-8.', sendText);
const rejections: Record<RoleDocumentErrorCode, typeof notText> = {
  'role-document/not-text': notText,
  'role-document/empty': defineRejection('role-document/empty', 'invalid', 'The role document has no text.', sendText),
  'role-document/too-large': defineRejection(
    'role-document/too-large',
    'too_large',
    'The role document is larger than can be read.',
    'Send the document of one role, without attachments.',
  ),
  'role-document/no-requirements': defineRejection(
    'role-document/no-requirements',
    'invalid',
    'The role document names neither responsibilities nor requirements.',
    'Add a section with one of the headings in `details.lookedFor`.',
  ),
};

/** Throws the rejection of what cannot be read: what is missing, and where it was looked for. */
export function readDocument(text: string): RoleReading {
  try {
    return readRole(text);
  } catch (error) {
    throw error instanceof RoleDocumentError ? rejectionOf(error) : error;
  }
}

function rejectionOf({ code, details: { missing, lookedFor, headings, lines } }: RoleDocumentError): Rejection {
  return rejections[code]({ missing, lookedFor, headings: headings.map(({ line, text }) => `${line}: ${text}`), lines });
}
