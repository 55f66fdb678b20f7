/**
 * A follower in a process of its own, which can be stopped in the middle: it pauses itself (SIGSTOP) once, at the second call of the
 * method that the parent names, before or after that call. Run by relay.fencing.spec.ts; its environment says where the servers are.
 */
import { env, kill, pid, stdout } from 'node:process';
import {
  AggregateStore,
  type Broker,
  type Database,
  Follower,
  KafkaBroker,
  MongoDatabase,
  Projector,
  Relay,
  ServicePorts,
} from '@rolecall/messaging';
import { thing } from './thing.ts';

type Method = 'send' | 'putHeads';
const { FOLLOWER = 'relay', PAUSE_AT = 'send', PAUSE_WHEN = 'before', MONGO_URL = '', KAFKA_BROKERS = '' } = env;

/** The port, of which one method stops the process at its second call. */
function pausing<T extends object>(port: T, method: Method): T {
  let calls = 0;
  let stopped = false;
  const stop = (when: string) => {
    if (stopped || calls < 2 || when !== PAUSE_WHEN) return;
    stopped = true;
    stdout.write('paused\n');
    kill(pid, 'SIGSTOP');
  };
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== method) return value;
      return async (...given: unknown[]) => {
        calls += 1;
        stop('before');
        const result: unknown = await (value as (...given: unknown[]) => unknown).apply(target, given);
        stop('after');
        return result;
      };
    },
  });
}

const log = (level: string, message: string, facts: object = {}) => void stdout.write(`${JSON.stringify({ level, message, ...facts })}\n`);
const database: Database = pausing(await MongoDatabase.open(MONGO_URL), PAUSE_AT as Method);
const broker: Broker = pausing(
  await KafkaBroker.open({ clientId: 'paused', brokers: KAFKA_BROKERS.split(','), log: () => undefined }),
  PAUSE_AT as Method,
);
const ports = new ServicePorts('test', database, broker);
new AggregateStore(thing, ports);
const work = FOLLOWER === 'relay' ? new Relay(ports) : new Projector(ports, { onBroken: (stream) => log('error', 'broken', { stream }) });
new Follower(FOLLOWER, ports, work, { log }).start();
