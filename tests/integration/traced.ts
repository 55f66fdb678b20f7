/** A service of one small aggregate, whole: HTTP, relay, consumer and timer, for the test of its traces. */
import { randomUUID } from 'node:crypto';
import { Body, Controller, Injectable, Module, Param, Post } from '@nestjs/common';
import { answer, Caller } from '@rolecall/edge';
import { type Decider, defineRejection, type EventOf, eventMaker, eventsOn } from '@rolecall/kernel';
import { AggregateStore, Consumes, type Delivery, MessagingModule, Ports } from '@rolecall/messaging';
import { z } from 'zod';

export const service = `tales-${randomUUID().slice(0, 8).replace(/\d/g, 'x')}`;
export const topic = `test.traces-${randomUUID()}`;
const defineEvent = eventsOn({ topic, key: 'taleId', service });
const data = z.object({ taleId: z.string(), what: z.string() });
const told = defineEvent('tale.told.v1', 'A tale was told.', data);
const heard = defineEvent('tale.heard.v1', 'Somebody has heard it.', data);
const faded = defineEvent('tale.faded.v1', 'Its time is over.', data);
type TaleEvent = EventOf<typeof told> | EventOf<typeof heard> | EventOf<typeof faded>;
const event = eventMaker<TaleEvent>();
const known = defineRejection('tale/known', 'conflict', 'Everybody has heard it.', 'Tell another.');

type Command = { do: 'tell' | 'hear' | 'hear-again' | 'fade'; what: string };
interface Tale {
  readonly what?: string;
  readonly fadesAt?: string;
}

/** One that fades does so at once. */
const tale: Decider<Tale, Command, TaleEvent> = {
  ...{ aggregate: 'tale', stateVersion: 1, initial: {} },
  decide: ({ do: verb, what }) => {
    if (verb === 'hear-again') throw known();
    return [event(verb === 'tell' ? 'tale.told.v1' : verb === 'hear' ? 'tale.heard.v1' : 'tale.faded.v1', { taleId: 't', what })];
  },
  evolve: (state, { type, data: { what } }) =>
    type === 'tale.told.v1'
      ? { what, ...(what === 'fades' ? { fadesAt: '2026-03-02T09:00:00.000Z' } : {}) }
      : type === 'tale.faded.v1'
        ? {}
        : state,
  due: ({ fadesAt, what = '' }) => (fadesAt ? { at: fadesAt, command: { do: 'fade', what } } : undefined),
};

@Injectable()
class Tales extends AggregateStore<Tale, Command, TaleEvent> {
  constructor(ports: Ports) {
    super(tale, ports);
  }
}

@Controller('tales')
class TalesHttp {
  constructor(private readonly tales: Tales) {}

  @Post(':id/tell')
  tell(@Param('id') id: string, @Body({ schema: z.object({ what: z.string() }) }) { what }: { what: string }, @Caller() caller: Caller) {
    return answer(this.tales, id, { do: 'tell', what }, caller);
  }
}

/** Until it is mended, a broken tale dies. */
export const handler = { mended: false };

@Controller()
class OnTale {
  constructor(private readonly tales: Tales) {}

  @Consumes(told)
  async hear({ event: { data: tell, stream }, cause }: Delivery<typeof told>) {
    if (tell.what === 'broken' && !handler.mended) throw new RangeError('mara@example.org');
    await this.tales.execute(idOf(stream), { do: 'hear', what: tell.what }, cause);
  }

  @Consumes(heard)
  async hearAgain({
    event: {
      data: { what },
      stream,
    },
    cause,
  }: Delivery<typeof heard>) {
    await this.tales.execute(idOf(stream), { do: 'hear-again', what }, cause);
  }
}

const idOf = (stream: string): string => stream.slice(stream.lastIndexOf('/') + 1);

@Module({ imports: [MessagingModule.forRoot({ service })], controllers: [TalesHttp, OnTale], providers: [Tales] })
export class TalesApp {}
