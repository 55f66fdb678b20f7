/** Asks a store of traces for all stories of an organization, each by its id, until they are whole or the time is over. */
import * as contracts from '@rolecall/contracts';
import { allEvents } from '@rolecall/kernel';
import { serviceNames } from '../../../deploy/local/system.ts';
import { consumersOf, consumptionsOf } from '../../../tools/generate/consumers.ts';
import { readCode } from '../../../tools/sources.ts';
import { commitsOfOrg } from '../../../tools/story.ts';
import { contextOf, ownContext, type SpanStore, type StoredSpan } from './stored-span.ts';
import { type Evidence, type Missing, missingFrom } from './whole.ts';

const pauseMs = 500;
const topics = [...new Set(allEvents().flatMap(({ topic }) => topic ?? []))];

export async function evidenceOf(org: string, mongoUrl: string): Promise<Evidence> {
  const consumptions = consumptionsOf(readCode(), contracts);
  return { commits: await commitsOfOrg(org, mongoUrl), consumersOf: (type) => consumersOf(consumptions, type) };
}

/** Every span of these stories, and the batches in which they were sent. */
export async function spansOf(store: SpanStore, { commits }: Evidence): Promise<StoredSpan[]> {
  const stories = [...new Set(commits.map(({ correlationId }) => correlationId))];
  const found: StoredSpan[] = [];
  for (const story of stories) found.push(...(await store.spansOf(story)));
  const created = new Set(commits.flatMap(({ traceparent }) => (traceparent ? [contextOf(traceparent)] : [])));
  for (const service of serviceNames)
    for (const topic of topics)
      found.push(...(await store.spansNamed(service, `send ${topic}`)).filter(({ links }) => links.some((link) => created.has(link))));
  const once = new Map<string, StoredSpan>();
  // Of one that was told again that is the whole one which knows its parent.
  for (const span of found) if (span.parentId || !once.has(ownContext(span))) once.set(ownContext(span), span);
  return [...once.values()];
}

/** What is still missing then; what services still hold back and a store has not taken in yet gets its time. */
export async function missingFor(store: SpanStore, evidence: Evidence, forMs: number, lost: (missing: Missing) => boolean = () => false) {
  const until = performance.now() + forMs;
  for (;;) {
    const spans = await spansOf(store, evidence);
    const missing = missingFrom(spans, evidence).filter((each) => !lost(each));
    if (missing.length === 0 || performance.now() > until) return { spans, missing: missing.map(({ says }) => says) };
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
