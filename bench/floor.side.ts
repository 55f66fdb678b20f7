/** The floor as a side of the comparison. */
import { Floor } from './floor.ts';
import { obey } from './side.ts';

obey(async (places) => {
  const floor = await Floor.open(places);
  return {
    stepsEach: (places.steps ?? []).filter(({ after }) => after === undefined).length,
    hire: (onStep) => floor.hire(onStep),
    close: () => floor.stop(),
  };
});
