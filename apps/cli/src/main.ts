/** The operator's command line. Reads the environment and the arguments, prints, and says by its exit code whether it came about. */
import { parseArgs } from 'node:util';
// All the rest, which a command line does not need, would take most of its time to load.
import { readEnvironment } from '@rolecall/telemetry/environment';
import { z } from 'zod';
import { type Command, options } from './command.js';
import { commands, meant } from './commands.js';
import { Operator, Plain, servicesFrom } from './services.js';
import { terminal } from './terminal.js';

const column = 42;

const usage = `${commands.map(usageOf).join('\n')}

  --json             for scripts
  --service <name>   one service only; all, when it is not given
  --detach           of what takes long: begins it and returns

  --backup-taken     of \`restore\`: when the backup was begun, such as 2026-03-02T08:00:00Z
  --from-beginning   of \`restore\`: looks at everything that was ever published, not only at what came after
  --apply            of \`restore\`: writes; without it nothing is written
  --from <instant>   of \`replay\`: makes up for what was missed since, such as 2026-03-02T08:00:00Z; rebuilds nothing
  --from-owners      of \`replay\`: from the histories of the services that own them, when topics have lost their begin
  --all              of \`verify\`: every aggregate, not a sample
  --topics           of \`verify\`: also the topics and the copies, which are read once from the beginning

  MONGO_URL          of \`restore\`: that service's own database
  KAFKA_BROKERS      of \`restore\`
  AUTH_TOKEN_SECRET  of \`token\`: that of the services
  ROLECALL_TOKEN     the token of an operator
  ROLECALL_SERVICES  name=address,…; those of this machine when it is not set

Exit codes: 0 it came about; 1 it did not; 2 the command is wrong, or \`doctor\` could not look.`;

const environment = z.object({ ROLECALL_SERVICES: z.string().optional(), ROLECALL_TOKEN: z.string().optional() });

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const called = meant(positionals);
  if (!called || values.help) {
    terminal.print(usage);
    return values.help ? 0 : 2;
  }
  const { command, argument } = called;
  if (command.which && !argument) throw new Plain(`which one? rolecall ${command.name} <${command.argument}>; ${command.which}`);
  const { ROLECALL_SERVICES, ROLECALL_TOKEN } = readEnvironment(environment);
  const operator = new Operator(servicesFrom(ROLECALL_SERVICES), ROLECALL_TOKEN);
  const services = values.service ? [operator.service(values.service)] : operator.services;
  const { lines, json, done, code = done ? 0 : 1 } = await command.run({ operator, services, argument, options: values, terminal });
  terminal.print(values.json ? JSON.stringify(json, null, 2) : lines.join('\n'));
  return code;
}

function usageOf({ name, argument, which, options: needed, says }: Command): string {
  const said = argument ? ` ${which ? `<${argument}>` : `[${argument}]`}` : '';
  const call = `rolecall ${name}${said}${needed ? ` ${needed}` : ''}`;
  return call.length < column - 1 ? `${call.padEnd(column)}${says}` : `${call}\n${' '.repeat(column)}${says}`;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  const wrong = error.name === 'TypeError' && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  terminal.complain(`${wrong || error instanceof Plain ? error.message : error.stack}`);
  return wrong ? 2 : 1;
});
