/** docs/tracing.md as a test reads it: every span with its kind, its attributes and its events. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpanKind } from '@rolecall/telemetry';
import type { RecordedSpans } from './recorded-spans.js';

interface PageOfSpan {
  readonly template: string;
  readonly kind: string;
  readonly attributes: readonly string[];
  readonly events: readonly string[];
}

const page = readFileSync(join(import.meta.dirname, '../docs/tracing.md'), 'utf8');
const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, found]) => found as string);

export const pageOfSpans: readonly PageOfSpan[] = page
  .split(/^### /m)
  .slice(1)
  .map((part) => {
    const [, template = '', kind = ''] = /^`([^`]+)` \((\w+)\)/.exec(part) ?? [];
    return {
      template,
      kind,
      attributes: all(/^\| `([^`]+)` +\|/gm, part.split(/^## /m)[0] as string),
      events: all(/^- `([^`]+)`/gm, part),
    };
  });

/** What is in braces is anything that has no space. */
const matches = (name: string, template: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '\\S+')}$`).test(name) || (template === '{method} {route}' && /^[A-Z]+$/.test(name));

/** What a span says that the page does not know of. */
export function undocumented({ name, kind, attributes, events }: RecordedSpans['all'][number]): string[] {
  const known = pageOfSpans.find((each) => each.kind === SpanKind[kind] && matches(name, each.template));
  if (!known) return [`${SpanKind[kind]} ${name}`];
  const strange = Object.keys(attributes).filter((each) => attributes[each] !== undefined && !known.attributes.includes(each));
  const happened = events.map((event) => event.name).filter((event) => !known.events.includes(event));
  return [...strange, ...happened].map((what) => `${known.template}: ${what}`);
}
