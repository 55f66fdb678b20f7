/** What every world of the model has: an organization of its own on simulated ports, seeded choices, and people who ask. */
import type { Caller, CommandAnswer } from '@rolecall/edge';
import { type Actor, deriveId, Rejection } from '@rolecall/kernel';
import { type Simulation, seededRandomness } from '@rolecall/testing';

export abstract class SomeWorld {
  readonly choose: () => number;
  readonly applicationIds: string[] = [];
  protected readonly ids;
  private requests = 0;

  /** `seed`: of the choices; `idSeed`: of the ids, another one for each world. */
  protected constructor(
    readonly simulation: Simulation,
    readonly org: string,
    seed: number,
    idSeed: number,
  ) {
    this.choose = seededRandomness(seed).fraction;
    this.ids = seededRandomness(idSeed);
  }

  settle = (): Promise<void> => this.simulation.settle(this.choose);
  pass = (ms: number): Promise<void> => this.simulation.pass(ms);

  /** What a person asks of a controller. A refusal is an answer too: its code. */
  async ask(person: string, work: (caller: Caller) => Promise<unknown>): Promise<string | CommandAnswer> {
    try {
      return (await this.simulation.run(() => work(this.caller(person)))) as CommandAnswer;
    } catch (error) {
      if (error instanceof Rejection) return error.code;
      throw error;
    }
  }

  caller(id: string): Caller {
    this.requests += 1;
    const person: Actor = { kind: 'person', id, roles: [] };
    const seed = this.ids.id();
    const at = this.simulation.clock.now();
    const cause = { id: `http:${this.org}:${this.requests}`, org: this.org, actor: person, kind: 'request' as const };
    return { org: this.org, person, cause, dryRun: false, at, seed, noteId: (name = 'note') => deriveId(seed, `note:${name}`) };
  }

  protected async load<S>(store: { load(org: string, id: string): Promise<{ state: S } | undefined> }, id: string): Promise<S | undefined> {
    return (await this.simulation.run(() => store.load(this.org, id)))?.state;
  }
}
