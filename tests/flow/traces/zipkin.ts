/** A real Zipkin, asked by its API as its own page asks it. */
import { type SpanStore, type StoredSpan, storyTag } from './stored-span.ts';

interface ZipkinSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly timestamp: number;
  readonly localEndpoint?: { readonly serviceName?: string };
  readonly tags?: Readonly<Record<string, string>>;
}

/** More than there are: it gives the newest. */
const tracesMax = 10_000;
const day = 86_400_000;
/** It has no links: the Collector writes them as tags, `<trace id>|<span id>|…`. */
const linkTag = /^otlp\.link\.\d+$/;

export const zipkinAt = (url: string): SpanStore => ({
  name: 'Zipkin',
  spansOf: (story) => ask(url, { annotationQuery: `${storyTag}=${story}` }),
  spansNamed: async (serviceName, spanName) =>
    (await ask(url, { serviceName, spanName })).filter(({ service, name }) => service === serviceName && name === spanName),
});

async function ask(url: string, query: Record<string, string>): Promise<StoredSpan[]> {
  const asked = new URLSearchParams({ ...query, limit: String(tracesMax), lookback: String(day) });
  const response = await fetch(`${url}/api/v2/traces?${asked}`);
  if (!response.ok) throw new Error(`Zipkin answered ${response.status}`);
  return ((await response.json()) as ZipkinSpan[][]).flat().map(storedOf);
}

function storedOf({ traceId, id, parentId, name = '', kind, timestamp, localEndpoint, tags = {} }: ZipkinSpan): StoredSpan {
  const links = Object.entries(tags).filter(([tag]) => linkTag.test(tag));
  return {
    ...{ traceId, spanId: id, name, service: localEndpoint?.serviceName ?? '', at: new Date(timestamp / 1000).toISOString(), tags },
    ...(parentId ? { parentId } : {}),
    ...(kind ? { kind } : {}),
    links: links.map(([, value]) => value.split('|').slice(0, 2).join('-')),
  };
}
