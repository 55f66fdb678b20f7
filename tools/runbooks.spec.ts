/** Whatever services say as a warning or an error stands in a runbook, and every metric leads to one: an operator never meets what no page knows. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metrics } from '@rolecall/telemetry';
import { metricOf } from './observe/questions.ts';
import { logLines, passedOn } from './runbooks/log-lines.ts';
import { projectRoot, readCode } from './sources.ts';

const folder = join(projectRoot, 'docs/runbooks');
const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const code = readCode();
const lines = logLines(code);

const phrases = pages.flatMap((page) => [...page.matchAll(/`([^`\n]+)`/g)].map(([, phrase]) => phrase as string));
const escaped = (text: string) => text.replaceAll(/[.*+?^$()|[\]{}\\]/g, String.raw`\$&`);
/** What the parts leave out is anything. Parts that say next to nothing stand for nothing. */
const isSaid = (parts: readonly string[], text: string): boolean =>
  parts.join('').length > 6 && new RegExp(`^${parts.map(escaped).join('.+')}$`).test(text);

/** A page may leave out what is long (`…`), or name one of the things that the code says with one line. */
function isIn(words: string, phrase: string): boolean {
  const parts = words.split(/\$\{[^}]*\}/);
  return isSaid(phrase.split('…'), parts.join('x')) || (parts.length > 1 && isSaid(parts, phrase)) || phrase.startsWith(`${words}: `);
}

it('finds what is said in every form', () => {
  const text = `
    this.log('warn', 'one', facts); log(alarm ? 'error' : 'warn', 'two'); this.events.log(level, \`\${this.name} three\`, facts);
    this.logger.warn({ msg: 'four', id }); logger.error({ err: error }, 'five'); logger[level]({ err: error }, 'six');
    options.onAlarm?.('seven', facts); this.alarm('eight', {}); die('nine', { err });
    throw new TopicMismatch(\`ten \${name}\`); log('info', 'nothing'); // log('warn', 'never');
    log('warn', passed); logger[quiet]({}, 'nothing');`;
  const words = logLines([{ path: 'a.ts', text }]).map((line) => line.words.replace(/\$\{.+\}/, '…'));
  expect(words.sort()).toEqual(['eight', 'five', 'four', 'nine', 'one', 'seven', 'six', 'ten …', 'two', '… three']);
  expect(passedOn([{ path: 'a.ts', text }])).toEqual(["a.ts: log('warn', passed"]);
});

it.each(lines)('$words ($path)', ({ words }) => {
  expect(phrases.some((phrase) => isIn(words, phrase))).toBe(true);
});

it('passes on nothing else than what is said elsewhere', () => {
  expect(lines.length).toBeGreaterThan(50);
  expect(passedOn(code).sort()).toEqual([
    'libs/edge/src/bootstrap.ts: logger.fatal(facts, message);',
    "libs/messaging/src/backbone.ts: logger[level === 'info' ? 'log' : level]({ msg: message, ...facts });",
    "libs/messaging/src/consuming/deliveries.ts: log('error', message",
    "libs/messaging/src/consuming/kafka.strategy.ts: log('error', error.message",
    "libs/messaging/src/consuming/kafka.strategy.ts: log('error', message",
    "libs/messaging/src/consuming/kafka.strategy.ts: log('warn', finding",
    "libs/messaging/src/kafka/kafka-logs.ts: log(level === logLevel.ERROR ? 'warn' : 'info', `kafkajs:",
    "libs/messaging/src/kafka/nest-log.ts: logger[level === 'info' ? 'log' : level]({ msg: message, ...facts });",
  ]);
});

/** The first cell of each row of a page's table of lines. */
const rows = pages.flatMap((page) =>
  page
    .split('\n\n')
    .filter((part) => part.startsWith('| the log says'))
    .flatMap((table) => [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, row]) => row as string)),
);
it.each([...new Set(rows)])('of a page: %s', (row) => {
  const isInCode = code.some(({ text }) => row.split('…').every((part) => text.includes(part)));
  expect(isInCode || lines.some(({ words }) => isIn(words, row))).toBe(true);
});

const names: string[] = metrics.declared.map(({ name }) => name);
const isMetric = (name: string): boolean => names.includes(name);
/** Queries of alerts name the series of histograms. */
const named = (page: string) => [...page.matchAll(/\bhiring_[a-z_]+/g)].map(([name]) => metricOf(name, isMetric));
it.each(metrics.declared.map(({ name, runbook }) => [name, runbook]))('%s leads to a page that there is: %s', (_, runbook) =>
  expect(existsSync(join(folder, `${runbook}.md`))).toBe(true),
);
it('names no metric that is not there', () => expect(pages.flatMap(named).filter((name) => !isMetric(name))).toEqual([]));

it('every invariant of the verifier has its row', () => {
  const source = code.find(({ path }) => path.endsWith('verifying/mismatch.ts'))?.text ?? '';
  const invariants = [...source.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, name]) => name);
  const verify = readFileSync(join(folder, 'verify.md'), 'utf8');
  expect(invariants.length).toBeGreaterThan(10);
  expect([...verify.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name)).toEqual(expect.arrayContaining(invariants));
});
