/** Draws one trace as a waterfall: who did what in whose name, when, and for how long. The spans are those of a real store. */
import { box, fitted, ink, inUnit, palette, picture, words } from './svg.ts';

/** As Zipkin gives it; times in microseconds. */
export interface ZipkinSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly name: string;
  readonly timestamp: number;
  readonly duration?: number;
  readonly localEndpoint?: { readonly serviceName?: string };
  readonly tags?: Readonly<Record<string, string>>;
}

const width = 1128;
const margin = 18;
const named = 500;
const line = 22;
const head = 84;
const indent = 13;

export function drawTrace(spans: readonly ZipkinSpan[], title: string, note: string): string {
  const rows = inOrder(spans);
  const from = Math.min(...spans.map(({ timestamp }) => timestamp));
  const lasted = Math.max(...spans.map(({ timestamp, duration = 0 }) => timestamp + duration)) - from;
  const services = [...new Set(rows.map(({ span }) => serviceOf(span)))];
  const colourOf = (span: ZipkinSpan) => palette[services.indexOf(serviceOf(span)) % palette.length] as string;
  const scale = (width - named - 2 * margin - 58) / lasted;
  const height = head + rows.length * line + margin;
  const legend = services.map((name, index) => {
    const x = margin + index * 110;
    return [
      box(x, 54, 10, 10, palette[index % palette.length] as string, 'rx="2"'),
      words(x + 15, 63, name, { size: 12, fill: ink.middle }),
    ].join('');
  });
  const ticks = ticksUpTo(lasted).map((at) => {
    const x = named + margin + at * scale;
    const grid = `<line x1="${x}" x2="${x}" y1="${head - 8}" y2="${height - margin}" stroke="${ink.line}"/>`;
    return grid + words(x, head - 13, inUnit(at / 1e6, 's'), { size: 11, fill: ink.middle, anchor: 'middle' });
  });
  const drawn = rows.map(({ span, depth }, index) =>
    drawRow(span, depth, { y: head + index * line, colour: colourOf(span), x: (at) => named + margin + (at - from) * scale }),
  );
  return picture(width, height, [
    box(6.5, 6.5, width - 13, height - 13, ink.paper, `rx="4" stroke="${ink.line}"`),
    words(margin, 32, title, { size: 18, bold: true }),
    words(width - margin, 32, note, { size: 12, fill: ink.middle, anchor: 'end' }),
    ...legend,
    ...ticks,
    ...drawn,
  ]);
}

/** Four of them, or a few more, at round times. */
function ticksUpTo(lasted: number): number[] {
  const decade = 10 ** Math.floor(Math.log10(lasted / 4));
  const step = decade * ([1, 2, 5, 10].find((each) => lasted / (each * decade) <= 6) ?? 10);
  return Array.from({ length: Math.floor(lasted / step) + 1 }, (_, index) => index * step);
}

interface Place {
  readonly y: number;
  readonly colour: string;
  readonly x: (at: number) => number;
}

function drawRow(span: ZipkinSpan, depth: number, { y, colour, x }: Place): string {
  const { timestamp, duration = 0 } = span;
  const left = margin + depth * indent;
  const isDatabase = span.tags?.['db.system.name'] !== undefined;
  const [begins, ends] = [x(timestamp), x(timestamp + duration)];
  return [
    box(left, y + 3, 3, line - 6, colour, isDatabase ? 'opacity="0.45"' : ''),
    words(left + 9, y + 15, fitted(saidOf(span), named - left - 14, 12), { size: 12, fill: isDatabase ? ink.middle : ink.dark }),
    box(begins, y + 5, Math.max(1.5, ends - begins), line - 10, colour, `rx="1.5"${isDatabase ? ' opacity="0.45"' : ''}`),
    words(ends + 5, y + 15, inUnit(duration / 1e6, 's'), { size: 10, fill: ink.middle }),
  ].join('');
}

const serviceOf = ({ localEndpoint }: ZipkinSpan): string => localEndpoint?.serviceName ?? '';

/** Its name, and what it is about: the event, or the command. Zipkin keeps names in small letters. */
function saidOf({ name, tags = {} }: ZipkinSpan): string {
  const events = tags['rolecall.event.types']
    ? (JSON.parse(tags['rolecall.event.types']) as string[]).join(', ')
    : tags['rolecall.event.type'];
  const of = events ?? tags['rolecall.command'];
  const shown = name.replace(/^(get|post) /, (method) => method.toUpperCase());
  return of ? `${shown.split(' ')[0]} ${of}` : shown;
}

/** Each below its parent, in the order in which they began. */
function inOrder(spans: readonly ZipkinSpan[]): { span: ZipkinSpan; depth: number }[] {
  const byParent = Map.groupBy(
    spans.toSorted((a, b) => a.timestamp - b.timestamp),
    ({ parentId }) => parentId,
  );
  const below = (parent: string | undefined, depth: number): { span: ZipkinSpan; depth: number }[] =>
    (byParent.get(parent) ?? []).flatMap((span) => [{ span, depth }, ...below(span.id, depth + 1)]);
  return below(undefined, 0);
}
