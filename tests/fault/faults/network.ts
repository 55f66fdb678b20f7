/** What happens between services and servers: cut, half open in both directions or one, slow, narrow, reset. */
import type { Toxic } from '../../../deploy/local/network.ts';
import { anyMoment, type Fault, now, type World, wait } from '../world.ts';

/** Longer than a request to a broker, a lease and a session may take. */
const pastTimeoutsMs = 17_000;
const aWhileMs = 12_000;
const minutesMs = 180_000;

type Server = 'kafka' | 'mongo';
const named = { kafka: 'Kafka', mongo: 'MongoDB' } as const;
const routesTo = ({ cluster }: World, server: Server): string[] => cluster.network.routes.filter((route) => route.startsWith(server));

/** Spoils the way to a server for a while. Work must go on from when it is mended. */
const spoiled = (
  name: string,
  cases: string,
  server: Server,
  forMs: number,
  spoil: (world: World, routes: string[]) => Promise<void>,
): Fault => ({
  name: `${named[server]} ${name}`,
  cases,
  strike: async (world) => {
    await anyMoment(world);
    await spoil(world, routesTo(world, server));
    await wait(world.long(forMs));
    await world.cluster.network.mend();
    return now();
  },
});

const with_ =
  (toxic: Toxic, stream?: 'upstream' | 'downstream') =>
  ({ cluster }: World, routes: string[]) =>
    cluster.network.spoil(routes, toxic, stream);

const silence: Toxic = { type: 'timeout', attributes: { timeout: 0 } };
const slowness: Toxic = { type: 'latency', attributes: { latency: 250, jitter: 100 } };
const narrowness: Toxic = { type: 'bandwidth', attributes: { rate: 30 } };
const resets: Toxic = { type: 'reset_peer', attributes: { timeout: 800 } };

const ofBoth = (server: Server): Fault[] => [
  spoiled('cut off', '29, 37', server, aWhileMs, ({ cluster }, routes) => cluster.network.cut(routes)),
  spoiled('silent: connections half open', '38', server, pastTimeoutsMs, with_(silence)),
  spoiled('hears, and its answers are lost', '15, 16, 28, 37', server, pastTimeoutsMs, with_(silence, 'downstream')),
  spoiled('half a second away', '39', server, aWhileMs, with_(slowness)),
  spoiled('behind a narrow line', '39', server, aWhileMs, with_(narrowness)),
  spoiled('drops every connection again and again', '15, 37', server, aWhileMs, with_(resets)),
];

/** One broker cannot be reached by services, and the others can: it leads on, for brokers see each other. */
const oneBroker: Fault = spoiled('cut off at one broker', '37', 'kafka', aWhileMs, ({ cluster, random }, routes) =>
  cluster.network.cut([random.one(routes)]),
);

/** Long enough for every wait between tries to be at its longest, and for every client to be given up. */
const forMinutes: Fault = spoiled('cut off for three minutes', '29, 37', 'kafka', minutesMs, ({ cluster }, routes) =>
  cluster.network.cut(routes),
);

export const networkFaults: readonly Fault[] = [...ofBoth('kafka'), ...ofBoth('mongo'), oneBroker, forMinutes];
