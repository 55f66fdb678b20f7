/** docs/tracing.md names what spans can say, and nothing else. That spans say nothing else is for whoever records them: tests/span-page.ts. */
import { attribute, spanEvent } from '@rolecall/telemetry';
import { pageOfSpans } from '../tests/span-page.ts';

/** Of the process, not of a span. */
const ofResource = /^service\./;
const inPage = new Set(pageOfSpans.flatMap(({ attributes }) => attributes));
/** Of an event, beside its code. */
const ofEvents = [attribute.code, attribute.handler];

it('reads every span of the page', () => {
  expect(pageOfSpans).toHaveLength(7);
  for (const { template, kind, attributes } of pageOfSpans)
    expect([template, kind, attributes.length > 2]).toEqual([expect.stringMatching(/./), expect.stringMatching(/^[A-Z]+$/), true]);
});

it('every attribute has its row, and every row is an attribute', () => {
  const ours = Object.values(attribute).filter((name) => !ofResource.test(name) && !ofEvents.includes(name as never));
  expect([...inPage].sort()).toEqual([...ours].sort());
});

it('every event has its line, and every line is an event', () => {
  const said = new Set(pageOfSpans.flatMap(({ events }) => events));
  expect([...said].sort()).toEqual(Object.values(spanEvent).sort());
});
