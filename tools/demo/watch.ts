/** Watches the topics as any other service would: what it has seen, how often, and whether what is waited for has come. */
import { allEvents } from '@rolecall/kernel';
import '@rolecall/contracts';
import { fromMessage, type IncomingMessage, KafkaBroker, type PublishedEvent } from '@rolecall/messaging';
import { until } from './until.ts';

export interface Seen extends PublishedEvent {
  /** Milliseconds of this process's clock. */
  readonly seenAt: number;
}

export class Watch {
  /** First arrivals, in order of arrival. */
  readonly events: Seen[] = [];
  /** Messages that brought an event once more. */
  repeats = 0;
  private readonly ids = new Set<string>();
  private readonly org: string;
  private close: () => Promise<void> = async () => undefined;

  private constructor(org: string) {
    this.org = org;
  }

  /** Watches everything of one organization, from the beginning. */
  static async open(kafkaBrokers: string, org: string): Promise<Watch> {
    const watch = new Watch(org);
    const broker = await KafkaBroker.open({ clientId: 'rolecall.demo', brokers: kafkaBrokers.split(','), log: () => undefined });
    const topics = [...new Set(allEvents().flatMap(({ topic }) => topic ?? []))];
    const begin = (message: IncomingMessage) => ({
      attempt: async () => {
        watch.take(message);
        return undefined;
      },
    });
    const consumption = await broker.consume({ group: `rolecall.demo.${org}`, topics, begin });
    await consumption.joined;
    watch.close = () => broker.close();
    return watch;
  }

  /** The first event of a type for which `where` holds, now or within the time. Throws when it does not come. */
  event(type: string, where: (data: Record<string, unknown>, event: Seen) => boolean = () => true): Promise<Seen> {
    const found = () => this.events.find((event) => event.type === type && where(event.data, event));
    return until(async () => found(), type);
  }

  stop(): Promise<void> {
    return this.close();
  }

  private take(message: IncomingMessage): void {
    const event = fromMessage(message);
    if (event.org !== this.org) return;
    if (this.ids.has(event.id)) this.repeats += 1;
    else this.events.push({ ...event, seenAt: performance.now() });
    this.ids.add(event.id);
  }
}
