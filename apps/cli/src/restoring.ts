/** Carries out `rolecall restore`. Talks to the service's database and to Kafka itself, for the service is stopped. */
import '@rolecall/contracts';
import {
  BrokerUnavailable,
  HistoryMissing,
  KafkaBroker,
  MongoDatabase,
  messagingConfig,
  RestoreInterrupted,
  type RestoreOptions,
  RestoreRefused,
  type RestoreReport,
  restore,
  ServicePorts,
  systemClock,
} from '@rolecall/messaging';
import { type Given, type Told, told } from './command.js';
import { instantOf } from './instant.js';
import { Plain } from './services.js';
import type { Terminal } from './terminal.js';

const sayEveryMs = 200;
const shownMax = 20;

/** Throws Plain for everything that the person at the terminal can put right. */
export async function restoreService({ services, options, terminal }: Given): Promise<Told> {
  const { 'backup-taken': taken = '', 'from-beginning': fromBeginning = false, apply = false } = options;
  const [service, ...more] = services;
  if (!service || more.length > 0) throw new Plain('which service? --service offer');
  const backupTaken = instantOf(taken, 'when was the backup begun? --backup-taken');
  try {
    return sentences(await run(service.name, { backupTaken, fromBeginning, apply }, terminal));
  } catch (error) {
    const known = [RestoreRefused, RestoreInterrupted, HistoryMissing, BrokerUnavailable].some((kind) => error instanceof kind);
    if (error instanceof HistoryMissing)
      throw new Plain(`${error.message}: the topics were not read from far enough back; --from-beginning`);
    throw known || (error instanceof Error && error.name === 'ConfigurationError') ? new Plain((error as Error).message) : error;
  }
}

async function run(
  service: string,
  options: Pick<RestoreOptions, 'backupTaken' | 'fromBeginning' | 'apply'>,
  terminal: Terminal,
): Promise<RestoreReport> {
  const { mongoUrl, kafkaBrokers } = messagingConfig();
  const log = (level: string, message: string) => (level === 'info' ? undefined : terminal.complain(message));
  const broker = await KafkaBroker.open({ clientId: 'rolecall.restore', brokers: kafkaBrokers, log });
  try {
    const database = await MongoDatabase.open(mongoUrl).catch((error: Error) => {
      throw new Plain(`the database cannot be reached (${error.name})`);
    });
    try {
      return await restore(new ServicePorts(service, database, broker), { ...options, textsOf, onProgress: nowAndThen(terminal) });
    } finally {
      if (terminal.live) terminal.progress('');
      await database.close();
    }
  } finally {
    await broker.close();
  }
}

function nowAndThen({ live, progress }: Terminal): (line: string) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (line) => {
    if (!live || systemClock.elapsed() - saidAt < sayEveryMs) return;
    saidAt = systemClock.elapsed();
    progress(line);
  };
}

function sentences(report: RestoreReport): Told {
  const { service, applied, findings, rewound } = report;
  const did = applied ? ['came back', 'was put back'] : ['would come back', 'would be put back'];
  const lines = [
    `the newest commit in ${service}'s database is of ${report.newestCommit ?? 'never: it is empty'}`,
    `read from ${report.since ?? 'the beginning'}: ${report.messages} messages, ${report.own} of ${service}`,
    `${report.commits} commits with ${report.events} events ${did[0]}`,
    ...counted(report.eventsByType),
    `the group ${did[1]} in ${rewound.length} partitions; ${report.toHandle} messages are handled again`,
    'gone for good:',
    `    ${report.emptyCommits} refused deliveries, which are decided again when they come again`,
    `    ${report.internalEvents} internal events that stood between published ones`,
    '    what was committed and never published, and whole internal streams (calendars, sweeps): no topic tells how much',
    '    what was in the vault. Of what came back, these name texts that may be gone:',
    ...counted(report.texts).map((line) => `    ${line}`),
    ...(report.textsOf.length > 0 ? [`    of ${report.textsOf.length} aggregates, which --json names`] : []),
    ...(findings.length > 0 ? ['database and topics disagree; nothing was added to these streams, look at each:'] : []),
    ...findings.slice(0, shownMax).map((finding) => `    ${finding}`),
    ...(findings.length > shownMax ? [`    and ${findings.length - shownMax} more: --json`] : []),
    applied ? `now start ${service}` : 'nothing was written: run it with --apply',
  ];
  return told(report, lines, findings.length === 0);
}

/** Fields that name what is in the vault, wherever they stand in an event. A new candidate's contact data had the candidate's own id at first. */
const kinds: Readonly<Record<string, string>> = {
  ...{
    answersId: 'answers',
    contactId: 'contact data',
    noteId: 'notes',
    placeId: 'places',
    resumeId: 'résumés',
    termsId: 'terms of offers',
  },
};

function textsOf({ type, data }: { type: string; data: object }): [kind: string, id: string][] {
  const named = Object.entries(data).flatMap(([field, value]): [string, string][] => {
    const kind = kinds[field];
    if (typeof value === 'object' && value !== null) return textsOf({ type: '', data: value });
    return kind && typeof value === 'string' ? [[kind, value]] : [];
  });
  const unnamed = type === 'candidate.added.v1' && 'candidateId' in data && !('contactId' in data);
  return unnamed ? [...named, ['contact data', String(data.candidateId)]] : named;
}

const counted = (counts: Readonly<Record<string, number>>): string[] =>
  Object.entries(counts)
    .sort()
    .map(([what, count]) => `    ${count} × ${what}`);
