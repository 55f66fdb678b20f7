/** Whichever process is killed in the middle of a story, without a goodbye, the story ends the same. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type System, startSystem } from '../../deploy/local/index.ts';
import { serviceNames } from '../../deploy/local/system.ts';
import { Stage } from '../../tools/demo/stage.ts';
import { tell } from '../../tools/demo/tell.ts';

let system: System;
beforeAll(async () => {
  // Deadlines of the story are seconds, so the grace after a start is short too.
  system = await startSystem({ env: { EXPIRY_GRACE_MS: '1500' }, flags: [], say: (line) => process.stderr.write(`  ${line}\n`) });
}, 120_000);
afterAll(() => system?.stop());

/** The stories kill the offer service too: whoever kills a service has it to themselves until they have started it again. */
function inTurn(): System {
  const services = serviceNames.map((name) => {
    const service = system.services[name];
    let turn: Promise<void> = Promise.resolve();
    let done: () => void = () => undefined;
    const kill = async () => {
      const before = turn;
      let mine: () => void = () => undefined;
      turn = new Promise((resolve) => {
        mine = resolve;
      });
      await before;
      done = mine;
      await service.kill();
    };
    const start = () => service.start().finally(() => done());
    return [name, { url: service.url, log: service.log, joined: service.joined, kill, start, pid: service.pid }] as const;
  });
  return { ...system, services: Object.fromEntries(services) as unknown as System['services'] };
}

const quiet = () => new Stage({ fast: true, write: () => undefined, dims: false });
/**
 * What may happen once more or less when a process was away: a deadline that was put off, a place in line that was told again, the attempt of
 * an application that was reinstated before its end had come to the candidate, and a seat that is open again before its offer has heard why.
 */
const mayDiffer = ['offer.expiry-postponed.v1', 'offer.seat-awaited.v1', 'offer.seat-lost.v1', 'candidate.attempt-ended.v1'];

type Told = Awaited<ReturnType<typeof tell>>;

/** The sweep may still be telling everybody that the search ended when a hire is reversed: then that person is told too, and it is lifted. */
const toldOnTheWay = ({ play }: Told, { type, data }: Told['play']['watch']['events'][number]): boolean =>
  data.applicationId === play.candidates.lena.applicationId &&
  (type.startsWith('application.closing-') || data.kind === 'close_or_keep' || data.outcome === 'search_reopened');

/** How often each type of event happened. */
function shape(told: Told): Record<string, number> {
  const events = told.play.watch.events.filter((event) => !mayDiffer.includes(event.type) && !toldOnTheWay(told, event));
  const types = events.map(({ type }) => type);
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]).sort());
}

it('four stories at once, every service killed in the middle: each ends as the undisturbed one', async () => {
  const shared = inTurn();
  const calm = await tell(shared, quiet(), 'calm');
  let telling = true;
  const disturbed = Promise.all(['one', 'two', 'three', 'four'].map((org) => tell(shared, quiet(), org))).finally(() => {
    telling = false;
  });
  disturbed.catch(() => undefined);
  const killed: string[] = [];
  for (const name of [...serviceNames, ...serviceNames]) {
    await sleep(1000);
    if (!telling) break;
    await shared.services[name].kill();
    killed.push(name);
    await sleep(300);
    await shared.services[name].start();
  }
  const stories = await disturbed;
  expect(new Set(killed)).toEqual(new Set(serviceNames));
  for (const story of stories) {
    expect(shape(story)).toEqual(shape(calm));
    expect(Object.fromEntries(story.counts)).toMatchObject({ lost: '0', seats: '1 = 1' });
  }
}, 600_000);
