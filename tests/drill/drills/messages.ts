/** What lies in a topic and cannot be handled. */

import { type Plain, produced } from '../../fault/faults/messages.ts';
import { discardPoison } from '../../fault/operator.ts';
import { Random } from '../../fault/random.ts';
import { type TopicMessage, Topics } from '../../fault/topics.ts';
import { becomes } from '../../fault/world.ts';
import type { Cure, Drill, Grounds } from '../drill.ts';

const spoiledType = 'offer.approved.v1';

/** One that was published, as it was. */
async function published({ cluster: { brokersBehind }, load: { org } }: Grounds): Promise<TopicMessage> {
  const topics = await Topics.open(brokersBehind);
  const found = () => topics.of(org).find(({ type }) => type === spoiledType);
  try {
    await becomes(`a message ${spoiledType}`, async () => found() !== undefined);
    return found() as TopicMessage;
  } finally {
    await topics.close();
  }
}

async function planted({ cluster, observer }: Grounds, message: Plain): Promise<Cure> {
  const places = await produced({ cluster }, [message]);
  // The observer reads every topic, and has put it aside as well.
  const everybody = { ...cluster, services: { ...cluster.services, observer: [observer.service] } };
  const cure = async () => void (await discardPoison({ cluster: everybody, random: new Random(1), planted: new Set(places) }, places));
  return { cure };
}

const poison: Drill = {
  fault: 'a poison message, which is no event and has no key',
  alert: 'DeadLetters',
  remedy: 'rolecall dead discard',
  done: 'just that',
  strike: async (grounds) => {
    const { topic } = await published(grounds);
    return planted(grounds, { topic, key: undefined, headers: {}, value: 'not JSON at all' });
  },
};

const heldKey: Drill = {
  fault: 'a held key: a message under the key of somebody’s story breaks its contract',
  alert: 'KeysHeld',
  remedy: 'rolecall dead discard',
  done: 'just that',
  strike: async (grounds) => {
    const good = await published(grounds);
    const underWay = () => grounds.load.underWay().flatMap(({ applicationId }) => applicationId ?? []);
    await becomes('a story is under way', async () => underWay().length > 0);
    const [key] = underWay();
    const content = { ...(JSON.parse(String(good.value)) as object), applicationId: key, offerVersion: 'first' };
    return planted(grounds, {
      topic: good.topic,
      key,
      headers: { ...good.headers, ce_id: 'drill: a held key' },
      value: JSON.stringify(content),
    });
  },
};

export const messageDrills: readonly Drill[] = [poison, heldKey];
