/**
 * `npm run pictures`: draws the dashboards and a hire's trace as they are on a running system, into docs/pictures. It starts everything,
 * Prometheus, Collector and Zipkin as well, lets people live their stories for some minutes (`-- --minutes 8`), and asks what each panel asks.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dashboards } from '../../deploy/grafana/documents.ts';
import { type Observation, observe, startObservation, startSystem } from '../../deploy/local/index.ts';
import { readAlerts } from '../../deploy/prometheus/alert-pages.ts';
import { targetOf } from '../../tests/load/client.ts';
import { Load } from '../../tests/load/load.ts';
import { until } from '../demo/until.ts';
import { projectRoot } from '../sources.ts';
import { unansweredFor } from './ask-panels.ts';
import { drawBoard } from './draw-board.ts';
import { drawTrace, type ZipkinSpan } from './draw-trace.ts';
import { questionsOfBoards } from './questions.ts';
import { shownOn } from './shown.ts';

const folder = join(projectRoot, 'docs', 'pictures');
const say = (line: string): void => void process.stdout.write(`${line}\n`);
/** Prometheus scrapes every ten seconds. */
const [step, rateOver] = [10, 60];
/** Until then services are new, and what is drawn is how they begin. */
const warmMs = 60_000;
const answeredWithinMs = 240_000;
/** The step of a hire whose trace goes through most services. */
const acceptance = 'post /v1/offers/:id/accept';

const isOpened = ({ uid = '' }: { uid?: string }): boolean => !/^(alert-.*|one-story|every-metric)$/.test(uid);
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date());
const urlOf = ({ pieces }: Observation, name: string): string => {
  const piece = pieces.find((each) => each.name === name);
  if (!piece) throw new Error(`there is no ${name} on this machine`);
  return new URL(piece.url).origin;
};

async function main(minutes: number): Promise<void> {
  const observation = await startObservation(say);
  const system = await startSystem({ env: { ...observation.env, TRACE_DETAIL_RATIO: '1' }, say });
  const observer = await observe(observation, system);
  try {
    const load = await Load.start(targetOf(system), { org: 'pictures', inFlight: 3 });
    await new Promise((resolve) => setTimeout(resolve, warmMs));
    const from = Date.now() / 1000;
    say(`people live their stories for ${minutes} minutes …`);
    await new Promise((resolve) => setTimeout(resolve, minutes * 60_000));
    await mkdir(folder, { recursive: true });
    await drawBoards(urlOf(observation, 'Prometheus'), from);
    await load.stop();
    await drawHire(urlOf(observation, 'Zipkin'), load);
  } finally {
    await observer.stop();
    await system.stop();
    await observation.stop();
  }
}

async function drawBoards(prometheus: string, from: number): Promise<void> {
  const boards = dashboards(readAlerts(), []).filter(isOpened);
  const empty = await unansweredFor(questionsOfBoards(boards), prometheus, `${rateOver}s`, answeredWithinMs);
  if (empty.length > 0) throw new Error(`panels are empty: ${empty.map(({ where, why }) => `${where} (${why})`).join('; ')}`);
  const times = { from, to: Math.floor(Date.now() / 1000), step, window: rateOver };
  for (const board of boards) {
    const note = `from a run on ${day}, ${Math.round((times.to - from) / 60)} minutes`;
    await write(`${board.uid}.svg`, drawBoard(await shownOn(board, prometheus, times), note));
  }
}

/** Of whoever was hired last, for Zipkin forgets the oldest: the trace that their acceptance began. */
async function drawHire(zipkin: string, load: Load): Promise<void> {
  const hired = load.ended().findLast(({ ending }) => ending === 'hired');
  if (!hired?.applicationId) throw new Error('nobody was hired');
  const query = new URLSearchParams({ annotationQuery: `messaging.message.conversation_id=${hired.applicationId}`, limit: '100' });
  const begun = async (): Promise<ZipkinSpan[] | undefined> => {
    const traces = (await (await fetch(`${zipkin}/api/v2/traces?${query}`)).json()) as ZipkinSpan[][];
    return traces.find((spans) => spans.some(({ name, parentId }) => name === acceptance && parentId === undefined));
  };
  const spans = await until(begun, 'the trace of an acceptance');
  await write(
    'trace.svg',
    drawTrace(spans, 'An offer is accepted: one trace, through every service that reacts', `Zipkin, from a run on ${day}`),
  );
}

async function write(name: string, svg: string): Promise<void> {
  await writeFile(join(folder, name), svg);
  say(`docs/pictures/${name}  ${Math.ceil(svg.length / 1024)} KB`);
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '6' } } });
await main(Number(values.minutes));
