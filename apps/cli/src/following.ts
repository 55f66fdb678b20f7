/** Follows jobs until they end: on a terminal one line that is written again, elsewhere a line for each change. */
import { z } from 'zod';
import type { Given } from './command.js';
import { Away, type Service } from './services.js';

const counts = z.record(z.string(), z.number());
const who = z.object({ id: z.string(), kind: z.string() });
/** A job as a service tells of it. */
export const job = z.object({
  ...{ id: z.string(), kind: z.string(), status: z.enum(['running', 'done', 'cancelled']) },
  ...{ options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), by: who, at: z.string() },
  ...{ endedAt: z.string().optional(), cancelledBy: who.optional() },
  ...{ counts, total: counts, findings: z.array(z.string()), error: z.string().optional() },
});
type Job = z.output<typeof job>;

const waitMinMs = 250;
const waitMaxMs = { live: 1000, plain: 10_000 };
const awayMaxMs = 600_000;

/** Such as `running: streams 120 of 4000, written 3`. */
export function titleOf({ status, counts: done, total, error }: Job): string {
  const names = [...new Set([...Object.keys(total), ...Object.keys(done)])];
  const parts = names.map((name) => `${name} ${done[name] ?? 0}${total[name] === undefined ? '' : ` of ${total[name]}`}`);
  return `${status}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}${error ? ` (waits and tries again: ${error})` : ''}`;
}

export function sentence(its: Job): string {
  const given = Object.entries(its.options).map(([name, value]) => ` ${name}=${value}`);
  const ended = its.endedAt ? `, ended ${its.endedAt}` : '';
  const by = its.cancelledBy ? ` by ${its.cancelledBy.id}` : '';
  const findings = its.findings.length > 0 ? `; ${its.findings.length} findings` : '';
  return `${its.kind}${given.join('')}, begun ${its.at} by ${its.by.id}${ended}${by}; ${titleOf(its)}${findings}`;
}

/** A service that is away meanwhile is asked again, for ten minutes: another process of it goes on with the job. Throws Away after that. */
export async function follow<T extends { readonly service: Service; readonly job: Job }>(given: Given, begun: readonly T[]): Promise<T[]> {
  const { terminal, options } = given;
  const follower = new Follower(given, begun);
  const waitMax = terminal.live ? waitMaxMs.live : waitMaxMs.plain;
  for (let waitMs = waitMinMs; follower.unfinished; waitMs = Math.min(waitMs * 1.5, waitMax)) {
    if (!options.json) follower.show();
    await terminal.wait(waitMs);
    await follower.look(waitMs);
  }
  if (!options.json && terminal.live) terminal.progress('');
  return follower.jobs();
}

class Follower<T extends { readonly service: Service; readonly job: Job }> {
  private readonly state: { each: T; awayMs: number }[];
  private shown = '';

  constructor(
    private readonly given: Given,
    begun: readonly T[],
  ) {
    this.state = begun.map((each) => ({ each, awayMs: 0 }));
  }

  get unfinished(): boolean {
    return this.state.some(({ each }) => each.job.status === 'running');
  }

  jobs = (): T[] => this.state.map(({ each }) => each);

  async look(sinceMs: number): Promise<void> {
    const running = this.state.filter(({ each }) => each.job.status === 'running');
    await Promise.all(
      running.map(async (one) => {
        const { service, job: its } = one.each;
        try {
          one.each = { ...one.each, job: await this.given.operator.ask(service, `jobs/${its.id}`, job) };
          one.awayMs = 0;
        } catch (error) {
          one.awayMs += sinceMs;
          if (!(error instanceof Away) || one.awayMs > awayMaxMs) throw error;
        }
      }),
    );
  }

  show(): void {
    const { terminal } = this.given;
    const parts = this.state.map(({ each, awayMs }) => `${each.service.name} ${awayMs > 0 ? 'gives no answer' : titleOf(each.job)}`);
    const text = parts.join(' · ');
    if (text === this.shown) return;
    this.shown = text;
    if (terminal.live) terminal.progress(text);
    else terminal.print(text);
  }
}
