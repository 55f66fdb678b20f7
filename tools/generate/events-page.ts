/** docs/events.md: who tells what to whom, one table for each topic. */
import { type EventContract, isSuperseded } from '@rolecall/kernel';
import { type Consumption, consumersOf } from './consumers.ts';
import { cell, generatedNote, sorted, table } from './documents.ts';
import { meaningOf, published } from './schemas.ts';

export function eventsPage(events: readonly EventContract[], consumptions: readonly Consumption[]): string {
  const topics = sorted(new Set(published(events).map(({ topic }) => topic as string)));
  const internal = events.filter(({ topic }) => topic === null).sort((a, b) => (a.type < b.type ? -1 : 1));
  return [
    '# Events',
    'What happens in Rolecall, as other services hear of it: CloudEvents 1.0 in Kafka’s binary mode, JSON in the value, one ordering scope for each topic. The exact shapes are in [schemas/](schemas), the whole as AsyncAPI 3 in [asyncapi/rolecall.yaml](asyncapi/rolecall.yaml). Optional fields may be added at any time; a reader takes what it knows. Anything else, one more value of an enum included, is a new version beside the old one ([ADR 10](adr/0010-versions-of-an-event.md)); an old version is never sent again, and stays in its topic for ever.',
    'The [observer](../apps/observer/README.md) reads all of them that change a figure, the [pipeline](../apps/pipeline/README.md) every one; both react to none, and are not named below.',
    ...topics.flatMap((topic) =>
      section(
        topic,
        published(events).filter((event) => event.topic === topic),
        consumptions,
      ),
    ),
    '## Internal',
    'These are in a service’s own history and are published nowhere.',
    table(
      ['event', 'meaning', 'service'],
      internal.map((event) => [`[${event.type}](schemas/internal/${event.type}.json)`, cell(meaningOf(event)), from(event)]),
    ),
    `_${generatedNote}_\n`,
  ].join('\n\n');
}

function section(topic: string, events: readonly EventContract[], consumptions: readonly Consumption[]): string[] {
  const keys = sorted(new Set(events.map(({ key }) => `\`${key}\``)));
  return [
    `## ${topic}`,
    `Keyed by ${keys.join(', ')}: everything with one key comes in order.`,
    table(
      ['event', 'meaning', 'from', 'to'],
      events.map((event) => [`[${event.type}](schemas/${event.type}.json)`, cell(meaningOf(event)), from(event), to(event, consumptions)]),
    ),
  ];
}

const from = (event: EventContract): string => (isSuperseded(event) ? `_${event.service}, before_` : event.service);

function to({ type, terminal }: EventContract, consumptions: readonly Consumption[]): string {
  const consumers = consumersOf(consumptions, type);
  const nobody = terminal ? `_nobody: ${cell(terminal)}_` : '';
  return consumers.length > 0 ? consumers.join(', ') : nobody;
}
