/** How jobs are followed: what a person at a terminal sees, what a log file holds, and a service that is away for a while. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Given } from './command.js';
import { follow } from './following.js';
import { runJob } from './jobs.js';
import { Operator, type Service } from './services.js';

const job = (fields: object) => ({
  ...{ id: '1', kind: 'count', options: {}, status: 'running', by: { id: 'olga', kind: 'person' }, at: '2026-03-02T09:00:00.000Z' },
  ...{ counts: {}, total: { numbers: 3 }, findings: [] },
  ...fields,
});
const problem = { code: 'operator/job-running', detail: 'A job of this kind runs already.' };

/** A service that answers these, one after the other, and the last for ever; `away` is a connection that breaks. */
async function service(name: string, ...answers: (object | 'away')[]): Promise<Service & { asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next === 'away') return void request.socket.destroy();
    response.statusCode = 'code' in (next as object) ? 409 : 200;
    response.end(JSON.stringify(next));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { name, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}
let servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  servers = [];
});

function given(services: Service[], { live = false, ...options }: { live?: boolean; json?: boolean; detach?: boolean } = {}) {
  const [printed, progress]: [string[], string[]] = [[], []];
  const terminal = {
    ...{ live, wait: () => Promise.resolve(), complain: () => undefined },
    ...{ print: (text: string) => void printed.push(text), progress: (text: string) => void progress.push(text) },
  };
  const of: Given = { operator: new Operator(services, 'a token'), services, argument: '', options, terminal };
  return { of, printed, progress };
}

const running = (numbers: number) => job({ counts: { numbers } });
const done = job({ status: 'done', counts: { numbers: 3, odd: 2 }, findings: ['three is odd'] });

it('writes one line again and again on a terminal, and takes it away at the end', async () => {
  const offer = await service('offer', running(0), running(2), running(2), done);
  const { of, printed, progress } = given([offer], { live: true });
  expect(await runJob(of, 'count', {})).toMatchObject({
    done: true,
    lines: ['offer: done: numbers 3 of 3, odd 2', '    three is odd'],
    json: [{ service: 'offer', status: 'done' }],
  });
  expect(progress).toEqual(['offer running: numbers 0 of 3', 'offer running: numbers 2 of 3', '']);
  expect([printed, offer.asked[0]]).toEqual([[], 'POST /v1/operator/jobs']);
});

it('prints a line for each change elsewhere, and nothing beside the answer as JSON', async () => {
  const plain = given([await service('offer', running(0), running(0), running(1), done)]);
  await runJob(plain.of, 'count', {});
  expect([plain.printed, plain.progress]).toEqual([['offer running: numbers 0 of 3', 'offer running: numbers 1 of 3'], []]);
  const json = given([await service('offer', running(0), running(1), done)], { json: true, live: true });
  await runJob(json.of, 'count', {});
  expect([json.printed, json.progress]).toEqual([[], []]);
});

it('asks a service that is away again, and says so', async () => {
  const { of, printed } = given([await service('offer', running(1), 'away', 'away', running(2), done)]);
  expect(await runJob(of, 'count', {})).toMatchObject({ done: true });
  expect(printed).toEqual(['offer running: numbers 1 of 3', 'offer gives no answer', 'offer running: numbers 2 of 3']);
});

it('gives up after ten minutes without an answer', async () => {
  const offer = await service('offer', 'away');
  const { of } = given([offer]);
  await expect(follow(of, [{ service: offer, job: running(0) as never }])).rejects.toThrow('cannot be reached');
  expect(offer.asked.length).toBeGreaterThan(60);
});

it('has all services do it at once, and did not come about when one refused or was cancelled', async () => {
  const refused = given([await service('offer', running(1), done), await service('interview', problem)]);
  expect(await runJob(refused.of, 'count', {})).toMatchObject({
    done: false,
    lines: ['offer: done: numbers 3 of 3, odd 2', '    three is odd', 'interview: A job of this kind runs already. (operator/job-running)'],
  });
  const cancelled = given([await service('offer', running(1), job({ status: 'cancelled', counts: { numbers: 1 } }))]);
  expect(await runJob(cancelled.of, 'count', {})).toMatchObject({ done: false, lines: ['offer: cancelled: numbers 1 of 3'] });
});

it('only begins it when it is to be left alone', async () => {
  const offer = await service('offer', running(0));
  const { of } = given([offer], { detach: true });
  expect(await runJob(of, 'count', {})).toMatchObject({ done: true, lines: ['begun: offer/1'] });
  expect(offer.asked).toEqual(['POST /v1/operator/jobs']);
});

it('says what a step that fails waits for', async () => {
  const { of, printed } = given([await service('offer', running(1), job({ counts: { numbers: 1 }, error: 'MongoNetworkError' }), done)]);
  await runJob(of, 'count', {});
  expect(printed).toContain('offer running: numbers 1 of 3 (waits and tries again: MongoNetworkError)');
});
