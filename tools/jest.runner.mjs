/**
 * The runner that shares modules between files, mended in one thing. Its workers ask for their configuration when they get their first file;
 * it answers all that it knows of when the first one asks, and whoever does not listen by then waits for ever. Here each is answered when it asks.
 */
import Tinypool from 'tinypool';

const { run } = Tinypool.prototype;

Tinypool.prototype.run = function runAnswered(task, options = {}) {
  const { workerData } = this.options;
  let tell = () => undefined;
  const channel = {
    onMessage: (send) => {
      tell = send;
    },
    postMessage: (asked) => asked === 'jest-light-runner-get-worker-data' && tell({ type: 'jest-light-runner-worker-data', workerData }),
  };
  return run.call(this, task, options.channel ? { ...options, channel } : options);
};

export { default } from 'jest-light-runner';
