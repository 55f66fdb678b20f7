import { bufferMax, Connection } from './connection.js';
import { hears, heartbeat, sent, toldOf } from './listening.js';

const change = (collection: string, copy: object) =>
  toldOf({ token: 'AB', collection, key: 'acme/x', sequence: 1, copy: { org: 'acme', board: 'acme/r', concerns: [], ...copy } });
const application = change('application-copies', { concerns: ['tess'] });

it('a change is told of the application that it is about', () => {
  expect(application).toMatchObject({ org: 'acme', board: 'acme/r', applicationId: 'x' });
  expect(change('loop-copies', { applicationId: 'a' }).applicationId).toBe('a');
  expect(change('requisition-copies', {}).applicationId).toBeUndefined();
});

it('a connection hears of its board and of its person, and of no other', () => {
  const to = { org: 'acme', person: 'tess', board: 'acme/r', tasks: true };
  expect(hears(to, application)).toEqual({ card: true, tasks: true });
  expect(hears({ ...to, board: 'acme/s', person: 'tom' }, application)).toEqual({ card: false, tasks: false });
  expect(hears({ ...to, board: undefined, tasks: false }, application)).toEqual({ card: false, tasks: false });
  expect(hears({ ...to, org: 'globex', board: 'globex/r' }, application)).toEqual({ card: false, tasks: false });
  expect(hears(to, change('requisition-copies', {}))).toEqual({ card: false, tasks: false });
});

it('an event has its id where there is one; a heartbeat moves the id alone', () => {
  expect(sent('card', { a: 'b\nc' }, 'AB')).toBe('id: AB\nevent: card\ndata: {"a":"b\\nc"}\n\n');
  expect(sent('open', {})).toBe('event: open\ndata: {}\n\n');
  expect([heartbeat('AB'), heartbeat(undefined)]).toEqual([': \nid: AB\n\n', ': \n\n']);
});

describe('a connection', () => {
  /** What node tells of a response that a browser reads, or does not. */
  class Wire {
    text = '';
    destroyed = false;
    writableEnded = false;
    writableLength = 0;
    write = (text: string): boolean => {
      this.text += text;
      return true;
    };
    destroy = (): this => Object.assign(this, { destroyed: true });
    end = (): this => Object.assign(this, { writableEnded: true });
  }
  const listening = { org: 'acme', person: 'tess', tasks: true };
  const on = (wire: Wire) => new Connection(listening, wire as never);
  const telling = (connection: Connection, name: string) => async () => connection.event(name, {});

  it('hears what came while it caught up after that, and none of it twice', async () => {
    const wire = new Wire();
    const connection = on(wire);
    await connection.hear('A1', telling(connection, 'known'));
    await connection.hear('A3', telling(connection, 'new'));
    connection.beat('beat');
    expect(wire.text).toBe('');
    connection.seen = 'A2';
    await connection.caughtUp();
    await connection.hear('A4', telling(connection, 'later'));
    connection.beat(': \n\n');
    expect(wire.text).toBe(`${sent('new', {})}${sent('later', {})}: \n\n`);
  });

  it('is dropped when it does not take what it is sent', () => {
    const wire = new Wire();
    const connection = on(wire);
    wire.writableLength = bufferMax;
    connection.event('card', {});
    expect(connection.open).toBe(true);
    wire.writableLength = bufferMax + 1;
    connection.event('card', {});
    expect(connection.open).toBe(false);
    const { text } = wire;
    connection.event('card', {});
    connection.end();
    expect([wire.text, wire.writableEnded]).toEqual([text, false]);
  });

  it('ends once', () => {
    const wire = new Wire();
    const connection = on(wire);
    connection.end();
    expect([connection.open, wire.writableEnded]).toEqual([false, true]);
  });
});
