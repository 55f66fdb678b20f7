/** A log line for the eyes of a developer: time, level, service, message, then the facts. */

const hidden = new Set(['time', 'level', 'service', 'msg', 'trace_id', 'span_id', 'err', 'error']);

/** Takes a JSON line and gives one line of text; a stack trace follows on lines of its own. */
export function prettyLine(line: string): string {
  const entry = JSON.parse(line) as Record<string, unknown>;
  const facts = Object.entries(entry)
    .filter(([key]) => !hidden.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const time = String(entry.time).slice(11, 23);
  const head = `${time} ${String(entry.level).toUpperCase().padEnd(5)} ${String(entry.service).padEnd(11)} ${entry.msg ?? ''}`;
  return `${[head, ...facts].join('  ')}\n${stackOf(entry.err ?? entry.error)}`;
}

function stackOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stack' in error) return `${error.stack}\n`;
  return error === undefined ? '' : `${JSON.stringify(error)}\n`;
}
