/**
 * Metrics that dashboards and alerts already ask for and the registry does not have yet, with their labels. One that is in the registry must
 * not stand here (tools/observability.spec.ts).
 */
export const notYet: Readonly<Record<string, readonly string[]>> = {
  hiring_held_keys: ['group'],
  hiring_held_oldest_seconds: ['group'],
  hiring_dead_letters: ['group'],
  hiring_dead_deadlines: ['aggregate'],
  hiring_deadlines_overdue_seconds: [],
  hiring_follower_mark_age_seconds: ['follower'],
  hiring_relay_send_seconds: [],
  hiring_commit_seconds: ['aggregate'],
  hiring_commit_bytes: [],
  hiring_breaker_open: ['group'],
  hiring_database_connections: ['state'],
  hiring_database_wait_seconds: [],
  hiring_requests_in_flight: [],
  hiring_spans_dropped_total: ['why'],
};
