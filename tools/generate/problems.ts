/** docs/problems: a page for every code that the API can answer, and their index. */
import { type RejectionDefinition, type RejectionKind, rejectionKinds } from '@rolecall/kernel';
import { cell, type Documents, generatedNote, sorted, table } from './documents.ts';
import type { RejectionSite } from './rejections.ts';

type Located = RejectionDefinition & RejectionSite;

/** What the kind of a rejection means for whoever calls, said once for every code. */
const meanings: Record<RejectionKind, string> = {
  malformed: 'The request cannot be read; the same request will be answered the same.',
  invalid: 'The request can be read, and a rule says no to what it holds. Change it before you send it again.',
  unauthenticated: 'Nobody can be told from the token.',
  forbidden: 'The caller is known and may not do this.',
  not_found: 'It does not exist, or not in your organization.',
  method_not_allowed: 'The address exists; the method does not fit it.',
  conflict: 'A rule says no in the present state. Read the resource again: its `actions` say what may be done now.',
  stale: 'The resource has changed since you read it. Read it again, decide again.',
  too_large: 'More was sent than is accepted.',
  unsupported: 'Another content type is asked for.',
  too_many: 'Nothing was decided. Send the same request again after `Retry-After`.',
  internal: 'The fault is ours. Nothing was written, or the same Idempotency-Key gives the answer of what was.',
  unavailable: 'Nothing was decided. Send the same request again after `Retry-After`.',
  unanswered: 'It may have happened or not. Send the same request again: with an `Idempotency-Key` it happens once.',
};

export function problemDocuments(rejections: readonly Located[], services: readonly string[]): Documents {
  return new Map([
    ['docs/problems/README.md', index(rejections, services)],
    ...rejections.map((rejection) => [pagePath(rejection.code), page(rejection, services)] as const),
  ]);
}

export const pagePath = (code: string): string => `docs/problems/${code}.md`;

function page({ code, kind, sentence, remedy, services: by, path }: Located, all: readonly string[]): string {
  return [
    `# ${code}`,
    sentence,
    `**What to do:** ${remedy}`,
    table(
      ['', ''],
      [
        ['HTTP status', String(rejectionKinds[kind])],
        ['Kind', `\`${kind}\`: ${meanings[kind]}`],
        ['Answered by', answeredBy(by, all)],
        ['Defined in', `[${path}](../../../${path})`],
      ],
    ),
    aside(kind),
    `_${generatedNote}_\n`,
  ].join('\n\n');
}

/** The same rule met by an event: what happens there. */
const aside = (kind: RejectionKind): string =>
  ['conflict', 'invalid', 'not_found', 'forbidden'].includes(kind)
    ? 'When an event meets this rule instead of a person, the delivery counts as refused: it is recorded, nothing changes, and it is not tried again.'
    : 'The body is problem+json (RFC 9457); `code` is stable, and is what programs look at.';

const answeredBy = (services: readonly string[], all: readonly string[]): string =>
  services.length === all.length ? 'every service' : services.join(', ');

function index(rejections: readonly Located[], services: readonly string[]): string {
  const aggregates = sorted(new Set(rejections.map(({ code }) => aggregateOf(code))));
  const rows = (aggregate: string) =>
    rejections
      .filter(({ code }) => aggregateOf(code) === aggregate)
      .map(({ code, kind, sentence, services: by }) => [
        `[${code}](${code}.md)`,
        String(rejectionKinds[kind]),
        cell(sentence),
        answeredBy(by, services),
      ]);
  return [
    '# Problems',
    'Every error of the API is problem+json (RFC 9457) with a stable `code`, a sentence, the facts of the case in `details`, and a remedy. Each code has a page here; a running service serves the same at `/problems/<code>`.',
    ...aggregates.flatMap((aggregate) => [`## ${aggregate}`, table(['code', 'HTTP', 'what it says', 'answered by'], rows(aggregate))]),
    `_${generatedNote}_\n`,
  ].join('\n\n');
}

const aggregateOf = (code: string): string => code.slice(0, code.indexOf('/'));
