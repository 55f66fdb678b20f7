/**
 * What can cross, and who wins (docs/architecture.md): each row of the table with the four real services, one deed after the other in both
 * orders, both before anybody has heard of either, and both in the same moment.
 */
import { startStand } from '../fault/stand.ts';
import { answers } from './answers.ts';
import { applying } from './applying.ts';
import { endings } from './endings.ts';
import { holdMs, panels } from './panels.ts';
import { searches } from './searches.ts';

let stand: Awaited<ReturnType<typeof startStand>>;
beforeAll(async () => {
  const say = (line: string) => process.stderr.write(`  ${line}\n`);
  // Deadlines of seconds; and a broker that stands still for a while costs nobody their place in the group.
  const env = { EXPIRY_GRACE_MS: '500', CALENDAR_HOLD_MS: String(holdMs), KAFKA_SESSION_TIMEOUT_MS: '10000' };
  stand = await startStand({ servers: 1, instances: 1, env, say }, 1);
}, 300_000);
afterAll(() => stand?.stop(), 60_000);

for (const rows of [answers, endings, searches, applying, panels]) rows(() => stand);
