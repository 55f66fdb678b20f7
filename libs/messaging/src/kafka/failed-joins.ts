/**
 * Mends kafkajs 2.2.4: a client whose first join fails after the group took it in (its coordinator cannot write down who reads what, say) ends
 * without a goodbye, for only one that runs says it; and the group waits for it for a whole session.
 */
import { createRequire } from 'node:module';

/** What we touch of kafkajs's own class. */
interface Runner {
  readonly running: boolean;
  readonly consumerGroup: { leave(): Promise<void> };
  onCrash(error: Error): unknown;
  start(): Promise<void>;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/consumer/runner.js') as { prototype: Runner };
const { start } = prototype;

/** Call it once, before the first consumer. The goodbye of one that is no member does nothing. */
export function leaveAfterFailedJoins(): void {
  prototype.start = async function (this: Runner) {
    const { onCrash } = this;
    this.onCrash = async (error) => {
      if (!this.running) await this.consumerGroup.leave().catch(() => undefined);
      return onCrash(error);
    };
    await start.call(this);
  };
}
