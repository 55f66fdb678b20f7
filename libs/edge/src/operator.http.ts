/** What operators may do to a service: look at what is dead, release it after a fix, discard it with a reason. */
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type DeadLetter, DeadLetterDesk } from '@rolecall/messaging';
import { z } from 'zod';
import { Caller } from './caller.js';
import { Operator } from './operator.js';

const topicParam = z.string().min(1).max(249);
const keyParam = z.string().min(1).max(512);
const placeParam = z.string().regex(/^\d{1,20}$/, 'must be a number');
/** Which message: a repeat must not drop the next one. */
const discardHeldBody = discardBodyOf({
  partition: z.int().nonnegative(),
  offset: z.string().regex(/^\d{1,20}$/, 'must be a number'),
}).meta({
  id: 'DiscardHeldMessageBody',
});
type DiscardHeldBody = z.output<typeof discardHeldBody>;
/** `<org>/<aggregate>/<id>` */
const streamParam = z.string().min(5).max(300);
const discardBody = discardBodyOf({}).meta({ id: 'DiscardDeadLetterBody' });
type DiscardBody = z.output<typeof discardBody>;

@Operator()
@Controller('operator')
export class OperatorHttp {
  constructor(private readonly desk: DeadLetterDesk) {}

  @Get('held-keys')
  async heldKeys() {
    return { items: await this.desk.heldKeys() };
  }

  /** What waits for a key, in order; the first holds it. */
  @Get('held-keys/:topic/:key')
  async waiting(@Param('topic', { schema: topicParam }) topic: string, @Param('key', { schema: keyParam }) key: string) {
    return { items: (await this.desk.waiting(topic, key)).map(shown) };
  }

  @Post('held-keys/:topic/:key/release')
  async release(
    @Param('topic', { schema: topicParam }) topic: string,
    @Param('key', { schema: keyParam }) key: string,
    @Caller() caller: Caller,
  ) {
    return this.desk.release(topic, key, caller.person);
  }

  /** Drops the message that holds the key, and releases what waited behind it. */
  @Post('held-keys/:topic/:key/discard')
  async discard(
    @Param('topic', { schema: topicParam }) topic: string,
    @Param('key', { schema: keyParam }) key: string,
    @Body({ schema: discardHeldBody }) { reason, partition, offset }: DiscardHeldBody,
    @Caller() caller: Caller,
  ) {
    return this.desk.discard(key, { topic, partition, offset }, { reason, by: caller.person });
  }

  /** Dead letters that belong to no known key. */
  @Get('loose-letters')
  async loose() {
    return { items: (await this.desk.loose()).map(shown) };
  }

  @Post('loose-letters/:topic/:partition/:offset/replay')
  async replay(
    @Param('topic', { schema: topicParam }) topic: string,
    @Param('partition', { schema: placeParam }) partition: string,
    @Param('offset', { schema: placeParam }) offset: string,
    @Caller() caller: Caller,
  ) {
    return { handled: await this.desk.replayLoose({ topic, partition: Number(partition), offset }, caller.person) };
  }

  @Post('loose-letters/:topic/:partition/:offset/discard')
  async discardLoose(
    @Param('topic', { schema: topicParam }) topic: string,
    @Param('partition', { schema: placeParam }) partition: string,
    @Param('offset', { schema: placeParam }) offset: string,
    @Body({ schema: discardBody }) { reason }: DiscardBody,
    @Caller() caller: Caller,
  ) {
    await this.desk.discardLoose({ topic, partition: Number(partition), offset }, { reason, by: caller.person });
    return { discarded: true };
  }

  /** Deadlines whose command failed for good. */
  @Get('deadlines')
  async deadlines() {
    return { items: await this.desk.deadlines() };
  }

  @Post('deadlines/:stream/release')
  async releaseDeadline(@Param('stream', { schema: streamParam }) stream: string, @Caller() caller: Caller) {
    await this.desk.releaseDeadline(stream, caller.person);
    return { released: true };
  }

  @Post('deadlines/:stream/discard')
  async discardDeadline(
    @Param('stream', { schema: streamParam }) stream: string,
    @Body({ schema: discardBody }) { reason }: DiscardBody,
    @Caller() caller: Caller,
  ) {
    await this.desk.discardDeadline(stream, { reason, by: caller.person });
    return { discarded: true };
  }
}

function discardBodyOf<S extends z.ZodRawShape>(more: S) {
  return z.strictObject({ reason: z.string().trim().min(3).max(1000), ...more });
}

/** The content as text; a message that is no text is shown in base64. */
function shown({ message, ...letter }: DeadLetter) {
  const { topic, partition, offset, key, headers, value } = message;
  const text = value?.toString('utf8') ?? null;
  const isText = value === null || Buffer.from(text as string).equals(value);
  return { ...letter, topic, partition, offset, key, headers, ...(isText ? { value: text } : { base64: value.toString('base64') }) };
}
