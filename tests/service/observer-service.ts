/** The observer as a whole for its tests: the real app on real servers, stories that four services tell, and the figures that it serves. */
import { type Running, start } from '@rolecall/edge';
import { eventually } from '@rolecall/testing';
import { AppModule } from '../../apps/observer/src/app.module.js';
import { patienceMs, RealService, startService } from './service.js';
import type { Told } from './told.js';

export type Figures = Readonly<Record<string, number>>;

export class ObserverService extends RealService {
  /** Those that run, the longest first. */
  private readonly processes: Running[] = [this.running];

  static async start(): Promise<ObserverService> {
    return new ObserverService(await startService('observer', AppModule));
  }

  /** One more process on the same database, as far as one of Node's can be two. */
  async join(): Promise<void> {
    this.processes.push(
      await start(AppModule, { service: 'observer', env: { ...tokens, PORT: '0', OPERATOR_PORT: '0', LOG_LEVEL: 'silent' } }),
    );
  }

  /** The one that has run longest ends. */
  async leave(): Promise<void> {
    await this.processes.shift()?.stop();
  }

  override async stop(): Promise<void> {
    await Promise.all(this.processes.map((each) => each.stop()));
    await super.stop();
  }

  async publish(...stories: readonly Told[]): Promise<void> {
    for (const message of stories.flatMap(({ messages }) => messages)) await this.send(message);
  }

  /** As Prometheus reads them: those of the business, without what is 0 and without buckets. */
  async figures(): Promise<Figures> {
    const text = await (await fetch(`${this.processes.at(-1)?.operatorUrl}/metrics`)).text();
    const lines = [...text.matchAll(/^hiring_((?:requisitions|seats|applications|offers|stage|time_to|scorecards|stories)\S*) (\S+)$/gm)];
    const all = lines.map(([, name, value]): [string, number] => [name as string, Number(value)]);
    return Object.fromEntries(all.filter(([name, value]) => value !== 0 && !name.includes('_bucket')));
  }

  /** Once they are so; what they are otherwise. */
  async settled(expected: Figures): Promise<Figures> {
    const wanted = sorted(expected);
    return eventually(async () => sorted(await this.figures()) === wanted && expected, patienceMs).catch(() => this.figures());
  }
}

const tokens = { AUTH_TOKEN_SECRET: 'a secret for tests that is long enough' };
const sorted = (figures: Figures): string => JSON.stringify(Object.entries(figures).sort());
