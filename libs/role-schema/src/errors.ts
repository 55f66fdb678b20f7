/** The one error that reading a role document throws. */
export type RoleDocumentErrorCode =
  | 'role-document/empty'
  | 'role-document/not-text'
  | 'role-document/too-large'
  | 'role-document/no-requirements';

export interface RoleDocumentErrorDetails {
  /** Sections that are needed and missing. */
  missing: string[];
  /** Headings that would have started such a section. */
  lookedFor: string[];
  /** Where: the headings that the document does have, and how many lines were read. */
  headings: { line: number; text: string }[];
  lines: number;
}

const nowhere: RoleDocumentErrorDetails = { missing: [], lookedFor: [], headings: [], lines: 0 };

export class RoleDocumentError extends Error {
  override readonly name = 'RoleDocumentError';

  constructor(
    readonly code: RoleDocumentErrorCode,
    message: string,
    readonly details: RoleDocumentErrorDetails = nowhere,
  ) {
    super(message);
  }
}
