/** Points in time as a person types them. */
import { Plain } from './services.js';

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** As an ISO instant in UTC. Throws Plain, which asks again with an example. */
export function instantOf(text: string, question: string): string {
  if (!form.test(text) || Number.isNaN(Date.parse(text))) throw new Plain(`${question} 2026-03-02T08:00:00Z`);
  return new Date(Date.parse(text)).toISOString();
}
