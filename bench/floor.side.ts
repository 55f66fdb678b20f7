/** The floor as a side of the comparison. */
import { Floor } from './floor.ts';
import { obey } from './side.ts';

obey(async ({ mongoUrl, kafkaBrokers, steps = [] }) => {
  const floor = await Floor.open(mongoUrl, kafkaBrokers, steps);
  return {
    stepsEach: steps.filter(({ after }) => after === undefined).length,
    hire: (onStep) => floor.hire(onStep),
    close: () => floor.stop(),
  };
});
