/**
 * What a service says of its servers when a probe asks. MongoDB is needed to serve; Kafka is not: commands succeed without it, and what
 * they made is published later. So no answer here is `bad` because Kafka is away.
 */
import type { KafkaStrategy } from '../consuming/kafka.strategy.js';
import type { Clock } from '../ports.js';
import type { ServerWatch } from '../servers/server-watch.js';
import type { Check } from './check.js';

/** Below the second that whoever probes waits for, so that the answer has a reason. */
const answersWithinMs = 700;

const startSteps = {
  installation: 'Kafka has not said yet which cluster it is: it is asked again every second or two',
  topics: 'the topics are not looked at yet: Kafka is asked again every second or two',
  group: 'the group is not joined yet',
} as const;
export type StartStep = keyof typeof startSteps;

export class HealthChecks {
  private underWay: Promise<boolean> | undefined;

  constructor(
    private readonly database: Pick<ServerWatch, 'ping'>,
    private readonly consuming: Pick<KafkaStrategy, 'startsWith' | 'member'>,
    private readonly clock: Clock,
  ) {}

  /** May it serve now? */
  async ready(): Promise<Check[]> {
    return [await this.mongodb(), this.kafka()];
  }

  /** How far its start has come. A step that is not done yet is no failure: it needs Kafka, which may be away. */
  started(): Check[] {
    const names = Object.keys(startSteps) as StartStep[];
    const at = this.consuming.startsWith === undefined ? names.length : names.indexOf(this.consuming.startsWith);
    return names.map((name, n) =>
      n < at
        ? { name, state: 'ok', found: 'done' }
        : { name, state: 'warn', found: n === at ? startSteps[name] : 'waits for the step before' },
    );
  }

  private async mongodb(): Promise<Check> {
    const name = 'mongodb';
    if (await this.mongodbAnswers()) return { name, state: 'ok', found: 'answers' };
    return {
      name,
      state: 'bad',
      found: `did not answer within ${answersWithinMs} ms`,
      todo: 'bring MongoDB back, or the way to it; nothing else',
    };
  }

  /** One question at a time, also when MongoDB takes long to say nothing. */
  private async mongodbAnswers(): Promise<boolean> {
    this.underWay ??= this.database
      .ping()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        this.underWay = undefined;
      });
    const done = new AbortController();
    const late = this.clock.sleep(answersWithinMs, done.signal).then(() => false);
    try {
      return await Promise.race([this.underWay, late]);
    } finally {
      done.abort();
    }
  }

  private kafka(): Check {
    const name = 'kafka';
    if (this.consuming.member()) return { name, state: 'ok', found: 'the service is a member of its group' };
    return {
      ...{ name, state: 'warn', found: 'the service is no member of its group now: it is joining, or hears nothing of Kafka' },
      todo: 'if it stays so for a minute, look at Kafka; commands succeed meanwhile, and nothing is lost',
    };
  }
}
