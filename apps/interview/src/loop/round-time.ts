/** The time of a round: what clocks show in a zone, and the instant that it is. Where clocks change, people say which they mean. */
import { Temporal } from 'temporal-polyfill';
import { ambiguousLocalTime, noSuchLocalTime, notADate, wrongOffset } from './round-rejections.js';

export interface RoundTime {
  /** What the clocks show, to the second. */
  readonly local: string;
  readonly zone: string;
  /** ISO instant with milliseconds. */
  readonly startsAt: string;
}

export interface LocalTime {
  readonly local: string;
  readonly zone: string;
  readonly offset?: string;
}

/**
 * Throws `loop/ambiguous-local-time` for a time that the clocks show twice and `loop/no-such-local-time` for one that they skip,
 * unless an offset of the zone around it is given; the time kept is then the one that the clocks show.
 */
export function roundTimeOf({ local, zone, offset }: LocalTime): RoundTime {
  const reading = readingOf(local);
  const earlier = reading.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = reading.toZonedDateTime(zone, { disambiguation: 'later' });
  if (offset === undefined) {
    if (earlier.equals(later)) return timeAt(earlier);
    const offsets = [earlier.offset, later.offset];
    throw earlier.toPlainDateTime().equals(reading) ? ambiguousLocalTime({ offsets }) : noSuchLocalTime({ offsets });
  }
  const offsets = [...new Set([earlier.offset, later.offset])];
  const wanted = offset === 'Z' ? '+00:00' : offset;
  if (!offsets.includes(wanted)) throw wrongOffset({ offset, offsets });
  return timeAt(Temporal.Instant.from(`${reading.toString()}${wanted}`).toZonedDateTimeISO(zone));
}

/** What the clocks of a zone show at an instant, to the minute or second. */
export const localAt = (instant: string, zone: string): string => shown(Temporal.Instant.from(instant).toZonedDateTimeISO(zone));

const shown = (time: Temporal.ZonedDateTime): string =>
  time.toPlainDateTime().toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });

const timeAt = (time: Temporal.ZonedDateTime): RoundTime => ({
  local: shown(time),
  zone: time.timeZoneId,
  startsAt: new Date(time.epochMilliseconds).toISOString(),
});

function readingOf(local: string): Temporal.PlainDateTime {
  try {
    return Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  } catch {
    throw notADate({ local });
  }
}
