/** A deadline that is met is a trace of its own, linked to that of the last step before it, so that it is found from either side. */
import { attribute, inSpan, withCorrelation } from '@rolecall/telemetry';
import { partsOf } from './commit.js';
import type { Database } from './ports.js';

/** What is met: a deadline of a stream that stands at this version. */
export interface MetDeadline {
  readonly stream: string;
  readonly version: number;
  readonly story: string;
  readonly command: string;
}

export async function inTraceOfDeadline<T>(
  database: Pick<Database, 'commitsAfter'>,
  { stream, version, story, command }: MetDeadline,
  work: () => Promise<T>,
): Promise<T> {
  const [last] = await database.commitsAfter(stream, version - 1);
  const links = last?.traceparent ? [last.traceparent] : [];
  const { aggregate } = partsOf(stream);
  const attributes = { [attribute.aggregate]: aggregate, [attribute.command]: command, [attribute.messagingConversationId]: story };
  return withCorrelation(story, () => inSpan(`deadline ${aggregate}`, { root: true, links, attributes }, work));
}
