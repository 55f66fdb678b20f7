/**
 * Hooks between a side and the services in its process. The event hop: from the moment when a commit is known to be durable to the moment
 * when a reader of another group, or of the same, begins with its event. And who waits for an event is told when it is committed.
 */
import { type Commit, type ConsumeOptions, type Database, KafkaBroker } from '@rolecall/messaging';
import { awaited } from './hire.ts';
import type { Sightings } from './sightings.ts';
import type { Stopwatch } from './stopwatch.ts';

const types: ReadonlySet<string> = new Set(awaited);
/** So many events are remembered; a hop of one that is older is not counted. */
const rememberedMax = 50_000;

export class Hops {
  private readonly committed = new Map<string, number>();
  private readonly stopwatch: Stopwatch;

  constructor(stopwatch: Stopwatch) {
    this.stopwatch = stopwatch;
  }

  /** Call it before the services consume. */
  watchConsumers(): void {
    const { consume } = KafkaBroker.prototype;
    const begun = (id: string | undefined) => this.begun(id);
    KafkaBroker.prototype.consume = function (this: KafkaBroker, options: ConsumeOptions) {
      const begin: ConsumeOptions['begin'] = (message) => {
        const delivering = options.begin(message);
        let first = true;
        const attempt = () => {
          if (first) begun(message.headers.ce_id);
          first = false;
          return delivering.attempt();
        };
        return { attempt };
      };
      return consume.call(this, { ...options, begin });
    };
  }

  watchCommits(database: Database, sightings: Sightings): void {
    const append = database.append.bind(database);
    database.append = async (commits: readonly Commit[]) => {
      const fates = await append(commits);
      const inserted = commits.filter((_, position) => fates[position] === 'inserted');
      for (const { id, type, data } of inserted.flatMap(({ events }) => events)) {
        this.remember(id);
        if (types.has(type)) sightings.saw(type, String(data.applicationId), data);
      }
      return fates;
    };
  }

  private remember(id: string): void {
    this.committed.set(id, performance.now());
    if (this.committed.size > rememberedMax) this.committed.delete(this.committed.keys().next().value as string);
  }

  /** A reader may be there before the writer has been told that its commit is durable; that is no hop of less than nothing. */
  private begun(id = ''): void {
    const at = this.committed.get(id);
    if (at !== undefined) this.stopwatch.add('hop', performance.now() - at);
  }
}
