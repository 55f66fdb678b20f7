/** Poison among good messages: what is no event, breaks its contract or comes from the future, under the keys of stories that are under way. */
import { discardPoison } from '../operator.ts';
import type { TopicMessage } from '../topics.ts';
import { becomes, type Fault, now, type World } from '../world.ts';
import { type Plain, produced } from './messages.ts';

type Wrong = (good: TopicMessage, key: string) => Partial<Plain>;

const contentOf = ({ value }: TopicMessage): Record<string, unknown> => JSON.parse(String(value)) as Record<string, unknown>;
const typed = ({ headers }: TopicMessage, ce_type: string) => ({ headers: { ...headers, ce_type } });

/** One thing is wrong with each, and a person must see it. */
const deadly: Readonly<Record<string, Wrong>> = {
  'no JSON': () => ({ value: 'not JSON at all' }),
  'no content': () => ({ value: null }),
  'a broken contract': (good, applicationId) => ({ value: JSON.stringify({ ...contentOf(good), applicationId, offerVersion: 'first' }) }),
  'a version to come': (good) => typed(good, 'offer.approved.v99'),
  'no headers': () => ({ headers: {} }),
  'no key': () => ({ key: undefined }),
};

/** Nobody here knows of it: it passes. */
const harmless: Readonly<Record<string, Wrong>> = { 'an event to come': (good) => typed(good, 'offer.celebrated.v1') };

/** Each that is deadly holds the key of a story in whatever service reads it, until an operator discards it. */
export const poison: Fault = {
  name: 'poison among good messages, discarded by an operator',
  cases: '53, 54',
  strike: async (world) => {
    const messageToSpoil = () => world.topics.of(world.load.org).find(({ type }) => type === 'offer.approved.v1');
    const storiesUnderWay = () => world.load.underWay().flatMap(({ applicationId }) => applicationId ?? []);
    const plantable = async () => messageToSpoil() !== undefined && storiesUnderWay().length > 0;
    await becomes('a message to spoil is there, and a story is under way', plantable);
    const [good, keys] = [messageToSpoil() as TopicMessage, storiesUnderWay()];
    const kinds = world.random.shuffled(Object.entries({ ...deadly, ...harmless }));
    const messages = kinds.map(([kind, wrong], index) => spoiled(world, good, kind, wrong, keys[index % keys.length] as string));
    const places = await produced(world, messages);
    for (const place of places) world.planted.add(place);
    const placesOf = (some: object) => places.filter((_, index) => (kinds[index] as [string, Wrong])[0] in some);
    const died = await discardPoison(world, placesOf(deadly));
    const killed = placesOf(harmless).filter((place) => died.has(place));
    if (killed.length > 0) throw new Error(`an event that nobody knows became dead: ${killed.join(' ')}`);
    return now();
  },
};

function spoiled({ load, planted }: World, good: TopicMessage, kind: string, wrong: Wrong, key: string): Plain {
  const id = `poison ${load.org} ${kind}`;
  planted.add(id);
  const { topic, value } = good;
  const own = { ...good, headers: { ...good.headers, ce_id: id } };
  return { topic, key, headers: own.headers, value, ...wrong(own, key) };
}
