/** Asks a Prometheus every question of the dashboards and rules, and tells which of them have no answer: an empty panel is a broken one. */
import type { Question } from './questions.ts';

export interface Unanswered extends Question {
  readonly why: string;
}

/** What Grafana fills in: `window` and `range` in place of its intervals, everything in place of what a person may pick. */
export const filledIn = (expr: string, window: string, range = window): string =>
  expr.replaceAll('$__rate_interval', window).replaceAll('$__range', range).replaceAll(/\$\w+/g, '.*');

interface Reply {
  readonly status: 'success' | 'error';
  readonly error?: string;
  readonly data?: { readonly result: readonly { readonly value: readonly [time: number, value: string] }[] };
}

/** `window`: at least two scrapes long. */
export async function unanswered(questions: readonly Question[], prometheus: string, window: string): Promise<Unanswered[]> {
  const found: Unanswered[] = [];
  for (const question of questions) {
    const why = await whyNot(filledIn(question.expr, window), prometheus);
    if (why) found.push({ ...question, why });
  }
  return found;
}

async function whyNot(expr: string, prometheus: string): Promise<string | undefined> {
  const response = await fetch(`${prometheus}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query: expr }) });
  const { status, error, data } = (await response.json()) as Reply;
  if (status === 'error') return error;
  const values = data?.result.map(({ value }) => value[1]) ?? [];
  if (values.length === 0) return 'no data';
  return values.every((value) => value === 'NaN') ? 'not a number' : undefined;
}

/** Asks again what has had no answer, until everything has one or `forMs` are over; gives what is left. */
export async function unansweredFor(
  questions: readonly Question[],
  prometheus: string,
  window: string,
  forMs: number,
): Promise<Unanswered[]> {
  const until = performance.now() + forMs;
  let left = await unanswered(questions, prometheus, window);
  while (left.length > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    left = await unanswered(left, prometheus, window);
  }
  return left;
}
