/** Rejections: a rule said no. Each has a code, a kind, a sentence and a remedy, and a page under docs/problems. */

/** How a rejection is answered at the edge (HTTP status in brackets). */
export const rejectionKinds = {
  /** The request itself cannot be read. */
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  forbidden: 403,
  stale: 412,
  too_large: 413,
  unsupported: 415,
  /** More often than this caller may ask; details name `retryAfterSeconds`. */
  too_many: 429,
  /** A bug of ours: answered without detail. */
  internal: 500,
  /** It rests on a copy that is missing or late: ask again later; never remembered. */
  unavailable: 503,
  /** Whoever does the work gave no answer: whether it was done is not known. */
  unanswered: 504,
} as const;

export type RejectionKind = keyof typeof rejectionKinds;

/** Facts that say what and where; never personal data. */
export type RejectionDetails = Record<string, string | number | boolean | null | readonly string[]>;

export interface RejectionDefinition {
  /** `<aggregate>/<reason>`; the page is docs/problems/<aggregate>/<reason>.md */
  readonly code: string;
  readonly kind: RejectionKind;
  /** One sentence for the person who meets it. */
  readonly sentence: string;
  /** What that person can do about it. */
  readonly remedy: string;
}

export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly code: string;
  readonly kind: RejectionKind;

  constructor(
    readonly definition: RejectionDefinition,
    readonly details: RejectionDetails = {},
  ) {
    super(definition.sentence);
    this.code = definition.code;
    this.kind = definition.kind;
  }
}

const byCode = new Map<string, RejectionDefinition>();

export const allRejections = (): RejectionDefinition[] => [...byCode.values()];

/**
 * Defines a rejection and returns the function that makes it:
 * `const noSeat = defineRejection('offer/no-seat', 'conflict', 'No seat is reserved …', 'Wait for …'); throw noSeat({ offerId })`.
 */
export function defineRejection(
  code: `${string}/${string}`,
  kind: RejectionKind,
  sentence: string,
  remedy: string,
): ((details?: RejectionDetails) => Rejection) & RejectionDefinition {
  if (byCode.has(code)) throw new Error(`rejection ${code} is defined twice`);
  const definition: RejectionDefinition = { code, kind, sentence, remedy };
  byCode.set(code, definition);
  return Object.assign((details?: RejectionDetails) => new Rejection(definition, details), definition);
}
