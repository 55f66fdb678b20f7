/** The pipeline beside a system that runs: its read side. */
import { type Beside, startBeside } from './beside.ts';
import type { System } from './system.ts';

const known = { port: 7306, operatorPort: 7406 };

/** As `startBeside`. */
export const startPipeline = (system: Pick<System, 'servers' | 'secret'>, env: Readonly<Record<string, string>> = {}): Promise<Beside> =>
  startBeside('pipeline', known, system, env);
