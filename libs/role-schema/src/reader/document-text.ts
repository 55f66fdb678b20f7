/** From what was uploaded to text: size, encoding, and whether it is text at all. */
import { RoleDocumentError } from '../errors.js';

/** Largest role document that is read, in bytes of UTF-8. */
export const roleDocumentBytesMax = 1_000_000;

/** Most lines that are read. */
export const roleDocumentLinesMax = 10_000;

/** Share of control characters above which a text is taken for binary data. */
const controlShareMax = 0.01;
const containers = ['%PDF-', 'PK\u0003\u0004', '{\\rtf', '\u00d0\u00cf\u0011\u00e0'];

/** Throws RoleDocumentError: too-large, not-text or empty. A byte-order mark and stray NULs are dropped. */
export function documentText(input: string | Uint8Array): string {
  const bytes = typeof input === 'string' ? byteLength(input) : input.byteLength;
  if (bytes > roleDocumentBytesMax) {
    throw new RoleDocumentError('role-document/too-large', `The document is larger than ${roleDocumentBytesMax} bytes of text.`);
  }
  const text = typeof input === 'string' ? input : decode(input);
  if (isBinary(text)) throw notText('The document is not plain text: it looks like a binary file. Export it as text first.');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed.
  const clean = text.replace(/[\u0000-\u0008\u000e-\u001f\u007f\u200b\u2060\ufeff\u00ad]/g, '').toWellFormed();
  if (clean.trim() === '') throw new RoleDocumentError('role-document/empty', 'The document has no text.');
  return clean;
}

function byteLength(text: string): number {
  return text.length > roleDocumentBytesMax ? text.length : new TextEncoder().encode(text).byteLength;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText('The document is not UTF-8 text.');
  }
}

function isBinary(text: string): boolean {
  if (containers.some((start) => text.startsWith(start))) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is counted.
  const controls = text.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0;
  return controls > text.length * controlShareMax && controls > 1;
}

function notText(message: string): RoleDocumentError {
  return new RoleDocumentError('role-document/not-text', message);
}
