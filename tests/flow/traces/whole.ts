/** Holds the spans of stories against what was really committed: what a store of traces must know of it, and does not. */
import { contractOf } from '@rolecall/kernel';
import type { Told } from '../../../tools/story.ts';
import { contextOf, ownContext, type StoredSpan } from './stored-span.ts';

export interface Evidence {
  readonly commits: readonly Told[];
  /** The services that react to an event of this type. */
  readonly consumersOf: (type: string) => readonly string[];
}

export interface Missing {
  readonly says: string;
  /** The service that should have told it, and when. */
  readonly service: string;
  readonly at: string;
}

/** Spans that may begin a trace, by how their name begins, and whether they follow from something that they must link to: of requests those that make a commit do. */
const beginnings = [
  { name: /^(get|post|options|head) /, kind: 'SERVER', linked: false },
  { name: /^send /, kind: 'CLIENT', linked: true },
  { name: /^process /, kind: 'CONSUMER', linked: true },
  { name: /^deadline /, kind: undefined, linked: true },
  { name: /^reconcile /, kind: undefined, linked: false },
] as const;

/** Each thing that is not there, in a sentence. Empty: the stories are whole. */
export function missingFrom(spans: readonly StoredSpan[], evidence: Evidence): Missing[] {
  const known = new Map(spans.map((span) => [ownContext(span), span]));
  const created = new Map(evidence.commits.flatMap((commit) => (commit.traceparent ? [[contextOf(commit.traceparent), commit]] : [])));
  const sent = new Set(spans.filter(({ name }) => name.startsWith('send ')).flatMap(({ links }) => links));
  return [
    ...spans.flatMap((span) => strayed(span, known, created)),
    ...evidence.commits.flatMap((commit) => untold(commit, known, sent)),
    ...unlinked(evidence.commits, known),
    ...unprocessed(spans, evidence),
  ];
}

/** By who took over from a killed process, and does not know what it belonged to. */
const isToldAgain = ({ tags }: StoredSpan): boolean => tags['rolecall.told_again'] === 'true';

type Known = ReadonlyMap<string, StoredSpan>;

/** A span without its parent, or that begins a trace which leads nowhere. */
function strayed(span: StoredSpan, known: Known, created: ReadonlyMap<string, Told>): Missing[] {
  const { traceId, parentId, name, service, at, links, kind } = span;
  const what = `${name} of ${service} (trace ${traceId})`;
  const lack = (context: string, says: string): Missing[] => {
    if (known.has(context)) return [];
    const commit = created.get(context);
    return [{ says: `${what}: ${says}`, service: commit?.service ?? service, at: commit?.at ?? at }];
  };
  if (parentId) return lack(`${traceId}-${parentId}`, `its parent ${parentId} is nowhere`);
  if (isToldAgain(span)) return [];
  const beginning = beginnings.find((each) => each.name.test(name) && each.kind === kind);
  if (!beginning) return [{ says: `${what} begins a trace`, service, at }];
  if (beginning.linked && links.length === 0) return [{ says: `${what} begins a trace and links to nothing`, service, at }];
  // A batch of the relay has other stories in it as well.
  return beginning.kind === 'CLIENT' ? [] : links.flatMap((link) => lack(link, `what it links to is nowhere: ${link}`));
}

const published = ({ events }: Told) => events.filter(({ type }) => contractOf(type)?.topic);

/** A commit whose creation or sending nobody has told. */
function untold(commit: Told, known: Known, sent: ReadonlySet<string>): Missing[] {
  const { service, at, traceparent, events, stream, version } = commit;
  const types = published(commit).map(({ type }) => type);
  const what = `${types.join(', ') || events.map(({ type }) => type).join(', ') || 'an empty commit'} (${stream} ${version})`;
  const lacks = (says: string): Missing => ({ says: `${what} ${says}`, service, at });
  if (!traceparent) return [lacks('belongs to no trace')];
  const context = contextOf(traceparent);
  const creation = known.get(context);
  // Nothing of it leaves the service: it stands in the context of its cause.
  if (types.length === 0) return creation ? [] : [lacks('has a cause that is nowhere')];
  const isSent = sent.has(context) ? [] : [lacks('was sent by nobody')];
  if (!creation) return [lacks('was created nowhere'), ...isSent];
  const { kind, tags, parentId } = creation;
  const says = [kind, creation.service, tags['rolecall.event.types'], parentId !== undefined || isToldAgain(creation)];
  const expected = ['PRODUCER', service, JSON.stringify(types), true];
  return JSON.stringify(says) === JSON.stringify(expected) ? isSent : [lacks(`is told otherwise: ${JSON.stringify(says)}`), ...isSent];
}

/** An event that a service reacts to, and no span of that service that continues the trace of its creation. */
function unprocessed(spans: readonly StoredSpan[], { commits, consumersOf }: Evidence): Missing[] {
  const processed = Map.groupBy(
    spans.filter(({ kind, parentId }) => kind === 'CONSUMER' && parentId),
    ({ service, tags }) => `${service} ${tags['messaging.message.id']}`,
  );
  return commits.flatMap((commit) =>
    published(commit).flatMap(({ id, type }) =>
      consumersOf(type).flatMap((service) => {
        const context = commit.traceparent && contextOf(commit.traceparent);
        const isThere = processed.get(`${service} ${id}`)?.some(({ traceId, parentId }) => `${traceId}-${parentId}` === context);
        return isThere ? [] : [{ says: `${type} (${id}) was processed by nobody of ${service}`, service, at: commit.at }];
      }),
    ),
  );
}

/** A person's step that does not lead to the commit before its own, of another trace. */
function unlinked(commits: readonly Told[], known: Known): Missing[] {
  const all = new Map(commits.map((commit) => [`${commit.stream} ${commit.version}`, commit]));
  return commits.flatMap(({ stream, version, traceparent, service, at }) => {
    const before = all.get(`${stream} ${version - 1}`)?.traceparent;
    const creation = traceparent && known.get(contextOf(traceparent));
    if (!before || !creation) return [];
    const step = creation.kind === 'PRODUCER' ? known.get(`${creation.traceId}-${creation.parentId}`) : creation;
    const follows = contextOf(before);
    if (step?.kind !== 'SERVER' || follows.startsWith(step.traceId) || step.links.includes(follows)) return [];
    return [
      { says: `${step.name} of ${service} (trace ${step.traceId}) does not link to ${follows} (${stream} ${version - 1})`, service, at },
    ];
  });
}
