/** Tells the whole story once, for one organization, on a system that is up. The demo shows it; tests look at how it ends. */
import { readFile } from 'node:fs/promises';
import type { System } from '../../deploy/local/index.ts';
import { candidatesOf, castOf, type Play } from './cast.ts';
import { pastGateway } from './entrance.ts';
import { search } from './scenes/1-search.ts';
import { people } from './scenes/2-people.ts';
import { loop } from './scenes/3-loop.ts';
import { offer } from './scenes/4-offer.ts';
import { hardPart } from './scenes/5-hard-part.ts';
import { type Counts, why } from './scenes/6-why.ts';
import type { Stage } from './stage.ts';
import { Watch } from './watch.ts';

const example = new URL('../../docs/examples/role-document.txt', import.meta.url);

/** Throws when anything goes otherwise than told. */
export async function tell(
  system: System,
  stage: Stage,
  org: string,
  entrance = pastGateway(system),
): Promise<{ play: Play; counts: Counts }> {
  const watch = await Watch.open(system.servers.kafkaBrokers, org);
  try {
    const cast = await castOf(entrance, stage, org);
    const document = await readFile(example, 'utf8');
    const play: Play = { system, entrance, stage, watch, org, cast, candidates: candidatesOf(), document, requisitionId: '' };
    for (const scene of [search, people, loop, offer, hardPart]) await scene(play);
    return { play, counts: await why(play) };
  } finally {
    await watch.stop();
  }
}
