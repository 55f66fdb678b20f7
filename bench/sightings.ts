/** Brings together who waits for an event and whoever sees it, in either order. */
type Data = Readonly<Record<string, unknown>>;

const patienceMs = 120_000;

export class Sightings {
  private readonly seen = new Map<string, Data>();
  private readonly waiting = new Map<string, (data: Data) => void>();

  saw(type: string, applicationId: string, data: Data): void {
    const key = `${type} ${applicationId}`;
    const waits = this.waiting.get(key);
    if (waits) waits(data);
    else this.seen.set(key, data);
  }

  /** Once for each. Throws when it does not come. */
  of(type: string, applicationId: string): Promise<Data> {
    const key = `${type} ${applicationId}`;
    const found = this.seen.get(key);
    this.seen.delete(key);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`did not come within ${patienceMs / 1000} s: ${key}`)), patienceMs);
      this.waiting.set(key, (data) => {
        clearTimeout(late);
        this.waiting.delete(key);
        resolve(data);
      });
    });
  }
}
