/**
 * What an operator does about what is dead: looks at it, releases it after a fix, discards it with a reason. Held keys first, then
 * messages that belong to no key, then deadlines. Each act is in `operator-log`, with what was discarded, before it takes effect.
 */
import type { Actor, RejectionDetails } from '@rolecall/kernel';
import { type DeadDeadline, DeadDeadlines } from '../dead-deadlines.js';
import type { DocumentCollection, Ports } from '../ports.js';
import * as no from '../rejections.js';
import type { DeadLetter, HeldKey, HeldKeySummary, LetterPlace } from './dead-letters.js';
import type { DeadLetters } from './dead-letters.mongo.js';
import type { KeyRelease, Released } from './key-release.js';

const logName = 'operator-log';
const discardWithinMs = 60_000;
/** An operator's request is answered after this, finished or not; what is left stays held. */
const releaseWithinMs = 20_000;

export interface Discard {
  readonly reason: string;
  readonly by: Actor;
}

/** What is consuming in this process; absent while Kafka has not been reached since the start. */
export type Releasing = () => KeyRelease | undefined;

export class DeadLetterDesk {
  private readonly log: DocumentCollection;
  private readonly dead: DeadDeadlines;

  constructor(
    private readonly group: string,
    private readonly ports: Pick<Ports, 'database' | 'clock' | 'randomness'>,
    private readonly letters: DeadLetters,
    private readonly releasing: Releasing,
  ) {
    this.log = ports.database.collection(logName);
    this.dead = new DeadDeadlines(ports.database);
  }

  /** Oldest first. */
  heldKeys(): Promise<HeldKeySummary[]> {
    return this.letters.keysOf(this.group);
  }

  /** Since when a key of these topics is held here, as an ISO instant; undefined when none is. */
  heldSince(topics: readonly string[], key: string): Promise<string | undefined> {
    return this.letters.heldSince(this.group, topics, key);
  }

  /** Everything that waits for the key, in order; the first is what holds it. Throws `dead-letters/not-held`. */
  async waiting(topic: string, key: string): Promise<DeadLetter[]> {
    await this.mustBeHeld(topic, key);
    return this.letters.waiting(this.keyOf(topic, key));
  }

  private async mustBeHeld(topic: string, key: string): Promise<void> {
    if (!(await this.letters.held(this.keyOf(topic, key)))) throw no.notHeld({ topic, key });
  }

  /** Hands what waits to its handlers, in order, until nothing is left or one dies again, which then holds the key. One at a time. */
  async release(topic: string, key: string, by: Actor): Promise<Released> {
    const release = this.running();
    await this.mustBeHeld(topic, key);
    await this.note('release', by, { topic, key });
    return this.released(release, this.keyOf(topic, key));
  }

  /**
   * Drops the message that holds the key for good, then releases what waited behind it. It is named by its place, so that a repeat drops
   * nothing else: throws `dead-letters/not-first` when another holds the key by now, `dead-letters/being-released`.
   */
  async discard(key: string, place: LetterPlace, { reason, by }: Discard): Promise<Released> {
    const { topic, partition, offset } = place;
    const release = this.running();
    const held = this.keyOf(topic, key);
    await this.mustBeHeld(topic, key);
    const owner = this.ports.randomness.id();
    if (!(await this.letters.claim(held, owner, discardWithinMs))) throw no.beingReleased({ topic, key });
    const letter = await this.letters.oldest(held);
    const isFirst = letter?.message.partition === partition && letter.message.offset === offset;
    if (letter && isFirst) {
      await this.note('discard', by, { key, ...place, reason }, letter);
      await this.letters.discard(letter);
    }
    await this.letters.unclaim(held, owner);
    if (!isFirst) throw no.notFirst({ topic, key });
    return this.released(release, held);
  }

  /** Messages that belong to no known key: they hold nothing, and nothing waits for them. */
  loose(): Promise<DeadLetter[]> {
    return this.letters.loose(this.group);
  }

  /** Hands it to this build's handlers. False when it is dead still. */
  async replayLoose(place: LetterPlace, by: Actor): Promise<boolean> {
    const release = this.running();
    const letter = await this.looseAt(place);
    await this.note('replay', by, { ...place });
    return this.inTime((signal) => release.replay(letter, signal));
  }

  async discardLoose(place: LetterPlace, { reason, by }: Discard): Promise<void> {
    const letter = await this.looseAt(place);
    await this.note('discard', by, { ...place, reason }, letter);
    await this.letters.discard(letter);
  }

  /** Deadlines whose command failed for good. */
  deadlines(): Promise<DeadDeadline[]> {
    return this.dead.all();
  }

  /** The command is sent again at the timer's next look. Throws `dead-letters/no-such-deadline`. */
  async releaseDeadline(stream: string, by: Actor): Promise<void> {
    const deadline = await this.deadlineOf(stream);
    await this.note('release', by, { stream });
    await this.dead.release(deadline);
  }

  /** It is not tried again, until something else happens to the aggregate. */
  async discardDeadline(stream: string, { reason, by }: Discard): Promise<void> {
    const deadline = await this.deadlineOf(stream);
    const { command, dueAt } = deadline;
    await this.note('discard', by, { stream, command, dueAt, reason });
    await this.dead.discard(deadline);
  }

  private async deadlineOf(stream: string): Promise<DeadDeadline> {
    const found = await this.dead.of(stream);
    if (!found) throw no.noSuchDeadline({ stream });
    return found;
  }

  private async looseAt(place: LetterPlace): Promise<DeadLetter> {
    const found = await this.letters.looseAt(this.group, place);
    if (!found) throw no.noSuchLetter({ ...place });
    return found;
  }

  private async released(release: KeyRelease, held: HeldKey): Promise<Released> {
    const released = await this.inTime((signal) => release.release(held, signal));
    if (released.busy) throw no.beingReleased({ topic: held.topic, key: held.key });
    return released;
  }

  private async inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const [over, done] = [new AbortController(), new AbortController()];
    void this.ports.clock.sleep(releaseWithinMs, done.signal).then(() => over.abort());
    try {
      return await work(over.signal);
    } finally {
      done.abort();
    }
  }

  private keyOf = (topic: string, key: string): HeldKey => ({ group: this.group, topic, key });

  private running(): KeyRelease {
    const release = this.releasing();
    if (!release) throw no.notConsuming();
    return release;
  }

  private async note(act: string, by: Actor, facts: RejectionDetails, discarded?: DeadLetter): Promise<void> {
    const { id, kind } = by;
    const at = this.ports.clock.now();
    const kept = discarded && {
      ...discarded,
      message: { ...discarded.message, value: discarded.message.value?.toString('base64') ?? null },
    };
    const headers = kept && Object.entries(kept.message.headers);
    const letter = kept && { ...kept, message: { ...kept.message, headers } };
    await this.log.insertOne({
      _id: this.ports.randomness.id(),
      at,
      act,
      by: { id, kind },
      group: this.group,
      facts,
      ...(letter ? { letter } : {}),
    });
  }
}
