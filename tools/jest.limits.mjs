/** Everything comes to an end: the runner that shares modules between files limits no test, no hook, and ends no worker that something holds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { addEventHandler } from 'jest-circus';

/** What one may take that names no limit itself; a runner of its own is not told `testTimeout`, so that a configuration says it here too. */
const limitMs = Number(process.env.TEST_LIMIT_MS ?? 5000);

addEventHandler(({ name }, { currentDescribeBlock: { children, hooks } }) => {
  const added = name === 'add_test' ? children.at(-1) : name === 'add_hook' ? hooks.at(-1) : undefined;
  if (added?.fn) added.fn = limited(added.fn, added.timeout ?? limitMs);
});

process.once('disconnect', () => process.exit());

const limited = (fn, ms) => async () => {
  const over = new AbortController();
  const late = sleep(ms, undefined, { signal: over.signal }).then(() => {
    throw new Error(`took longer than ${ms} ms`);
  });
  try {
    await Promise.race([fn(), late]);
  } finally {
    over.abort();
    await late.catch(() => undefined);
  }
};
