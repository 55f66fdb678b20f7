/** `rolecall heads …`: heads are put right from the commits; which aggregates cannot be folded. */
import { z } from 'zod';
import { type Command, type Given, type Told, told } from './command.js';
import { inServices, runJob } from './jobs.js';
import { askAll } from './services.js';

const broken = z.object({
  items: z.array(z.object({ stream: z.string(), at: z.string(), error: z.string(), code: z.string().optional() })),
});

export const headCommands: readonly Command[] = [
  {
    ...{ name: 'heads rebuild', argument: 'service' },
    says: 'writes the heads that are lost or wrong from the commits, while the service runs',
    run: (given) => runJob(inServices(given), 'heads-rebuild', {}),
  },
  { name: 'heads broken', says: 'the aggregates whose commits cannot be folded', run: listBroken },
];

async function listBroken({ operator, services }: Given): Promise<Told> {
  const { answers, away } = await askAll(services, (service) => operator.ask(service, 'broken', broken));
  const found = answers.flatMap(({ service, answer }) => answer.items.map((each) => ({ service: service.name, ...each })));
  const lines = found.map(
    ({ service, stream, at, error, code }) => `${service}@${stream}\n    ${error}${code ? ` ${code}` : ''} since ${at}`,
  );
  const said = [...lines, ...away];
  return told(found, said.length > 0 ? said : ['nothing is broken'], away.length === 0);
}
