/** What people are told at this moment: the alerts at a running Alertmanager that nothing silences or explains. */
import { readAlerts } from '../../deploy/prometheus/alert-pages.ts';

/** As Alertmanager's /api/v2/alerts has it. */
interface Told {
  readonly labels: Readonly<Record<string, string>>;
}

/** Those that tell of a budget of thirty days go on after the trouble, for as long as their window is. */
const ofBudgets = new Set(readAlerts().flatMap(({ name, slo }) => (slo ? [name] : [])));

export class Alerts {
  private readonly url: string;

  constructor(alertmanager: string) {
    this.url = `${alertmanager}/api/v2/alerts?active=true&silenced=false&inhibited=false`;
  }

  /** The names of those that fire, with their severity; not the one that always does. Throws when Alertmanager does not answer. */
  async firing(): Promise<ReadonlyMap<string, string>> {
    const answer = await fetch(this.url, { signal: AbortSignal.timeout(5000) });
    const told = (await answer.json()) as readonly Told[];
    const firing = told.filter(({ labels }) => labels.severity !== 'none');
    return new Map(firing.map(({ labels: { alertname = '', severity = '' } }) => [alertname, severity]));
  }

  /** The pages that fire, without those of budgets. */
  async pages(): Promise<readonly string[]> {
    return [...(await this.firing())].flatMap(([name, severity]) => (severity === 'page' && !ofBudgets.has(name) ? [name] : []));
  }
}
