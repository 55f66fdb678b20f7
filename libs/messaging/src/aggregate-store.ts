/**
 * The aggregate store: load, decide, append one commit. Every change of state in Rolecall goes through `execute`.
 * The commit is the lock (its version), the inbox (its cause) and the outbox (the relay follows the commits).
 */
import { type AnyCommand, type AnyEvent, type Context, type Decider, fold, Rejection } from '@rolecall/kernel';
import { correlate, linkPresentSpan, metrics } from '@rolecall/telemetry';
import { AggregateReader, type Loaded } from './aggregate-reader.js';
import { Answers } from './answers.js';
import { type Cause, type Commit, commitOf, lastSequence, sameRequest, streamOf } from './commit.js';
import { inCreation } from './creation.js';
import { GroupCommit } from './group-commit.js';
import { inNewestVersions } from './newest-versions.js';
import type { Ports } from './ports.js';
import { busy, commitTooLarge, staleVersion } from './rejections.js';
import { CheckOnly, onlyChecks } from './replaying/context.js';
import { StateCache } from './state-cache.js';
import { Turns } from './turns.js';

const commitBytesMax = 1_000_000;
const attemptsMax = 20;

export interface Outcome<S> extends Loaded<S> {
  readonly events: readonly AnyEvent[];
  /** True when this cause had been executed before: the events are those of then. */
  readonly repeated: boolean;
}

export interface StoreOptions<S> {
  /** Fields of the head to index for `find`, such as `state.requisitionId`. */
  readonly indexes?: readonly string[];
  /** What a deadline does when it is more than the command that `due` names. */
  readonly onDue?: (org: string, loaded: Loaded<S>, cause: Cause) => Promise<unknown>;
}

export interface ExecuteOptions<E> {
  /** Runs after the decision and before the commit, only when something happened; must be repeatable. Personal data goes to the vault here. */
  readonly beforeAppend?: (events: readonly E[]) => Promise<unknown>;
}

export class AggregateStore<S, C extends AnyCommand, E extends AnyEvent> extends AggregateReader<S, C, E> {
  private readonly turns = new Turns();
  private readonly cache = new StateCache<Loaded<S>>();
  private readonly groups: GroupCommit;
  private readonly answers: Answers;

  constructor(
    decider: Decider<S, C, E>,
    ports: Ports,
    readonly options: StoreOptions<S> = {},
  ) {
    super(decider, ports);
    this.groups = GroupCommit.of(ports.database);
    this.answers = new Answers(ports.database);
    ports.stores.set(decider.aggregate, this as never);
  }

  /**
   * Carries out a command once per cause. Throws the decider's Rejection; a delivery's rejection is remembered as an empty commit,
   * except `unavailable`, which rests on what has not arrived yet, and `stale`; a keyed request's in `answers`, never in the history.
   */
  execute(id: string, command: C, cause: Cause, options: ExecuteOptions<E> = {}): Promise<Outcome<S>> {
    if (onlyChecks()) return Promise.reject(new CheckOnly());
    const stream = streamOf(cause.org, this.decider.aggregate, id);
    return this.turns.take(stream, async () => {
      const told = cause.keyed && (await this.answers.told(stream, cause));
      if (told && !(await this.ports.database.commitByCause(stream, cause.id))) throw told;
      for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const outcome = await this.attempt(id, stream, command, cause, options);
        if (outcome) return outcome;
        metrics.conflictsTotal.inc({ aggregate: this.decider.aggregate });
        await this.ports.clock.sleep(this.ports.randomness.fraction() * Math.min(5 * 2 ** attempt, 200));
      }
      throw busy({ attempts: attemptsMax });
    });
  }

  /** What this cause made of the aggregate, if it was carried out before; the state is that of then. */
  async executed(id: string, cause: Cause): Promise<Outcome<S> | undefined> {
    const known = await this.ports.database.commitByCause(streamOf(cause.org, this.decider.aggregate, id), cause.id);
    return known && this.repeat(id, cause, known);
  }

  /** What the decider would do; nothing is written. */
  async dryRun(id: string, command: C, cause: Cause): Promise<E[]> {
    const loaded = await this.fresh(cause.org, id);
    this.tellStory(cause, loaded);
    checkExpected(cause, loaded);
    return this.decider.decide(this.inContext(command, cause, loaded), loaded.state);
  }

  private async attempt(id: string, stream: string, command: C, cause: Cause, options: ExecuteOptions<E>): Promise<Outcome<S> | undefined> {
    const cached = this.cache.get(stream);
    const loaded = cached ?? (await this.fresh(cause.org, id));
    const decision = this.decide(command, cause, loaded);
    if (decision.events.length === 0) {
      // A refusal or "already done" is answered from a fresh read only, and never to a cause that has been executed.
      if (cached) {
        this.cache.drop(stream);
        return this.attempt(id, stream, command, cause, options);
      }
      const known = await this.ports.database.commitByCause(stream, cause.id);
      if (known) return this.repeat(id, cause, known, loaded);
      const passing = loaded.version === 0 || ['unavailable', 'stale'].includes(decision.refusal?.kind ?? '');
      if (cause.keyed && decision.refusal && !passing) throw await this.answers.remember(stream, cause, decision.refusal, decision.at);
      if (cause.kind !== 'delivery' || passing) return settle(decision, { ...loaded, events: [], repeated: false });
    } else if (options.beforeAppend) {
      // What a cause has written beside its commit is never written again: a repeat may say something else.
      const known = await this.ports.database.commitByCause(stream, cause.id);
      if (known) return this.repeat(id, cause, known, loaded);
      await options.beforeAppend(decision.events);
    }
    const outcome = await this.append(stream, loaded, decision, cause);
    return outcome && settle(decision, outcome);
  }

  protected override remembered(stream: string): Loaded<S> | undefined {
    return this.cache.get(stream);
  }

  private decide(command: C, cause: Cause, loaded: Loaded<S>): Decision<E> {
    const inContext = this.inContext(command, cause, loaded);
    this.tellStory(cause, loaded);
    try {
      checkExpected(cause, loaded);
      return { at: inContext.at, events: this.decider.decide(inContext, loaded.state) };
    } catch (error) {
      if (error instanceof Rejection) return { at: inContext.at, events: [], refusal: error };
      throw error;
    }
  }

  /** Of a request it is not known before, and what is refused belongs to a story too. Every other work has one already. */
  private tellStory({ kind }: Cause, { id, state }: Loaded<S>): void {
    if (kind === 'request') correlate(this.decider.story?.(state) || id);
  }

  private inContext(command: C, cause: Cause, loaded: Loaded<S>): C & Context {
    const now = cause.at ?? this.ports.clock.now();
    const given = (command as Partial<Context>).at;
    const at = [now, loaded.at, ...(cause.kind === 'timer' && given ? [given] : [])].sort().at(-1) as string;
    return { ...command, at, by: cause.actor };
  }

  /** One commit; undefined when it lost a race and must be decided again. */
  private async append(stream: string, loaded: Loaded<S>, decision: Decision<E>, cause: Cause): Promise<Outcome<S> | undefined> {
    const state = fold(this.decider, loaded.state, decision.events);
    const story = this.decider.story?.(state) ?? loaded.id;
    const decided = commitOf(stream, loaded, decision, cause, story, () => this.ports.randomness.id());
    const { commit, created } = inCreation(decided);
    const bytes = GroupCommit.bytesOf(commit);
    if (bytes > commitBytesMax) throw commitTooLarge({ bytes, bytesMax: commitBytesMax });
    if (cause.actor.kind === 'person') linkPresentSpan(loaded.traceparent);
    const begun = this.ports.clock.elapsed();
    const appended = await this.groups.append(commit, bytes);
    metrics.commitSeconds.observe({ aggregate: this.decider.aggregate }, (this.ports.clock.elapsed() - begun) / 1000);
    metrics.commitBytes.observe({}, bytes);
    if (appended === 'inserted') {
      created?.end();
      const { version, at, traceparent } = commit;
      const next = { id: loaded.id, version, sequence: lastSequence([commit], loaded.sequence), state, at, traceparent };
      this.cache.set(stream, next);
      return { ...next, events: decision.events, repeated: false };
    }
    // It may be there: who follows from it must find where it began.
    if (typeof appended === 'object') created?.end();
    this.cache.drop(stream);
    const mine = await this.ports.database.commitByCause(stream, cause.id);
    // It is there after all, though its answer was lost.
    if (typeof appended !== 'object' && mine?.traceparent === commit.traceparent) created?.end();
    return mine && this.repeat(loaded.id, cause, mine);
  }

  /** The answer of the commit that this cause made earlier. The history is read unless that commit is the last one known. */
  private async repeat(id: string, cause: Cause, known: Commit, loaded?: Loaded<S>): Promise<Outcome<S>> {
    sameRequest(cause, known);
    const answer = { events: inNewestVersions([known])[0]?.events as never, repeated: true };
    if (loaded?.version === known.version) return { ...loaded, ...answer };
    const commits = (await this.history(cause.org, id)).filter(({ version }) => version <= known.version);
    return { ...this.folds(id, commits), ...answer };
  }
}

interface Decision<E> {
  readonly at: string;
  readonly events: readonly E[];
  readonly refusal?: Rejection;
}

function settle<E, O>(decision: Decision<E>, outcome: O): O {
  if (decision.refusal) throw decision.refusal;
  return outcome;
}

function checkExpected(cause: Cause, { sequence }: Loaded<unknown>): void {
  if (cause.expectedSequence !== undefined && cause.expectedSequence !== sequence)
    throw staleVersion({ expected: cause.expectedSequence, actual: sequence });
}
