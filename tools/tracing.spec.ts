/** docs/tracing.md names what spans can say, and nothing else. That spans say nothing else is for whoever records them: tests/span-page.ts. */
import { attributesOf, spanEvent } from '@rolecall/telemetry';
import { pageOfSpans } from '../tests/span-page.ts';

const inPage = new Set(pageOfSpans.flatMap(({ attributes }) => attributes));

it('reads every span of the page', () => {
  expect(pageOfSpans).toHaveLength(7);
  for (const { template, kind, attributes } of pageOfSpans)
    expect([template, kind, attributes.length > 2]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^[A-Z]+$/), true]);
});

it('every attribute has its row, and every row is an attribute', () => expect([...inPage].sort()).toEqual(attributesOf.span.toSorted()));

it('every event has its line, and every line is an event', () => {
  const said = new Set(pageOfSpans.flatMap(({ events }) => events));
  expect([...said].sort()).toEqual(Object.values(spanEvent).sort());
});
