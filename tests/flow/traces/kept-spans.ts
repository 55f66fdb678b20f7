/** A store of traces of the test's own: it takes spans as a collector does, by OTLP over HTTP, keeps each, and hands them on if told where. */
import { receiveSpans, type SpanReceiver } from '../hunt/span-receiver.ts';
import { type SpanStore, type StoredSpan, storyTag } from './stored-span.ts';

interface Value {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly arrayValue?: { readonly values: readonly Value[] };
  readonly [other: string]: unknown;
}

interface Attribute {
  readonly key: string;
  readonly value: Value;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

const kinds = [undefined, undefined, 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];

export class KeptSpans implements SpanStore {
  readonly name = 'what the services have sent';
  private readonly known: StoredSpan[] = [];
  private read = 0;
  private readonly receiver: SpanReceiver;

  private constructor(receiver: SpanReceiver) {
    this.receiver = receiver;
  }

  /** `onTo`: where an OTLP receiver is that gets every body as it came. */
  static async open(onTo?: string): Promise<KeptSpans> {
    return new KeptSpans(await receiveSpans(onTo));
  }

  get url(): string {
    return this.receiver.url;
  }

  get all(): readonly StoredSpan[] {
    const bodies = this.receiver.received.slice(this.read);
    this.read += bodies.length;
    this.known.push(...bodies.flatMap((body) => spansIn(JSON.parse(body) as Export)));
    return this.known;
  }

  spansOf = async (story: string): Promise<StoredSpan[]> => tracesWith(this.all, story);
  spansNamed = async (service: string, name: string): Promise<StoredSpan[]> =>
    this.all.filter((span) => span.service === service && span.name === name);
  stop = (): Promise<void> => this.receiver.stop();
}

/** All spans of every trace in which some span names the story. */
export function tracesWith(spans: readonly StoredSpan[], story: string): StoredSpan[] {
  const traces = new Set(spans.filter(({ tags }) => tags[storyTag] === story).map(({ traceId }) => traceId));
  return spans.filter(({ traceId }) => traces.has(traceId));
}

const spansIn = ({ resourceSpans }: Export): StoredSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = tagsOf(resource.attributes)['service.name'] ?? '';
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => storedOf(span, service)));
  });

const storedOf = ({ traceId, spanId, parentSpanId, name, kind, startTimeUnixNano, attributes, links }: OtlpSpan, service: string) => ({
  ...{ traceId, spanId, name: name.toLowerCase(), service, tags: tagsOf(attributes) },
  ...(parentSpanId ? { parentId: parentSpanId } : {}),
  ...(kinds[kind] ? { kind: kinds[kind] } : {}),
  at: new Date(Number(BigInt(startTimeUnixNano) / 1_000_000n)).toISOString(),
  links: (links ?? []).map((link) => `${link.traceId}-${link.spanId}`),
});

const tagsOf = (attributes: readonly Attribute[]): Record<string, string> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, textOf(value)]));

const textOf = ({ arrayValue, ...single }: Value): string =>
  arrayValue ? JSON.stringify(arrayValue.values.map(textOf)) : String(Object.values(single)[0]);
