/** What the sources of services do not do themselves, and what they use instead. The places that may are named. */
import type { SourceFile } from '../sources.ts';
import { codeOf, type Finding, found } from './code.ts';

interface Ban {
  readonly what: RegExp;
  readonly instead: string;
  /** The one place that does it for all. */
  readonly allowed: readonly string[];
}

const ports = ['libs/messaging/src/system-ports.ts'];
/** Spans have OpenTelemetry's clock; what is told afterwards needs the same. */
const spanClock = 'libs/telemetry/src/client-span.ts';

export const bans: readonly Ban[] = [
  { what: /\bnew Date\(\)/g, instead: "the command's `at`, or `clock.now()` of the ports", allowed: ports },
  { what: /\bDate\.now\b/g, instead: "the command's `at`, or `clock.now()` of the ports", allowed: [...ports, spanClock] },
  { what: /\bperformance\.now\b/g, instead: '`clock.elapsed()` of the ports', allowed: [...ports, spanClock] },
  {
    what: /\bset(?:Timeout|Interval|Immediate)\b/g,
    instead: '`clock.sleep()` of the ports',
    allowed: [...ports, 'apps/cli/src/terminal.ts'],
  },
  { what: /\bMath\.random\b/g, instead: '`randomness.fraction()` of the ports', allowed: ports },
  {
    what: /\brandom(?:UUID|Bytes|Int)\b/g,
    instead: '`randomness.id()` of the ports, or `deriveId`',
    allowed: [...ports, 'apps/cli/src/replay.ts'],
  },
  { what: /\bprocess\.env\b/g, instead: '`readEnvironment(schema)` of telemetry', allowed: ['libs/telemetry/src/environment.ts'] },
  { what: /\bconsole\./g, instead: '`logger` of telemetry', allowed: [] },
  {
    what: /\bprocess\.std(?:out|err)\b/g,
    instead: '`logger` of telemetry',
    allowed: ['libs/telemetry/src/logger.ts', 'apps/cli/src/terminal.ts'],
  },
  {
    what: /\berror: (?:String\(|[\w.]*\.message\b)/g,
    instead: '`nameOf(error)` and `stackOf(error)` of messaging: a message may quote what a person wrote',
    allowed: ['libs/messaging/src/kafka/kafka-logs.ts'],
  },
  { what: /\bprocess\.(?:exit|on|once)\b/g, instead: '`bootstrap` of edge', allowed: ['libs/edge/src/bootstrap.ts'] },
];

export function banned(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const code = codeOf(text);
    return bans
      .filter(({ allowed }) => !allowed.includes(path))
      .flatMap(({ what, instead }) => found(path, code, what, ([name]) => `says ${name}; use ${instead}`));
  });
}

/** Allowed places that do not need it any more: an open door that nobody uses. */
export function unusedAllowances(files: readonly SourceFile[]): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, codeOf(text)]));
  const places = new Set(bans.flatMap(({ allowed }) => allowed));
  return [...places].filter(
    (path) => !bans.some(({ what, allowed }) => allowed.includes(path) && (texts.get(path) ?? '').search(what) >= 0),
  );
}
