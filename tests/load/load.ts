/** A steady load of whole stories: so many at a time, a new one for each that ends, until it is told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Patience, patienceDefault, type Target } from './client.ts';
import { type People, peopleOf } from './people.ts';
import { openSearch } from './search.ts';
import { type Ending, live, type Story } from './story.ts';

export interface LoadOptions {
  /** Its own in each load. */
  readonly org: string;
  /** Stories under way at the same time. */
  readonly inFlight: number;
  /** How long nobody does anything between the end of a story and the next one; default: no time. */
  readonly restMs?: number;
  readonly patience?: Patience;
  /** How the story of this number is to end; default: two of ten are rejected, one declines, seven are hired. */
  readonly endingOf?: (index: number) => Ending;
}

/** Searches are as large as is usual for one that is hot, so that their requisitions stay readable. */
const storiesOfSearch = 60;

const mixed = (index: number): Ending => (index % 10 === 9 ? 'declined' : index % 5 === 3 ? 'rejected' : 'hired');

export class Load {
  readonly stories: Story[] = [];
  readonly requisitions: string[] = [];
  readonly org: string;
  private readonly options: LoadOptions;
  private readonly people: People;
  private search: { readonly id: Promise<string>; left: number } | undefined;
  private working: Promise<unknown> = Promise.resolve();
  private stopping = false;

  private constructor(options: LoadOptions, people: People) {
    this.options = options;
    this.people = people;
    this.org = options.org;
  }

  /** Resolves when the first search is open and the stories begin. */
  static async start(target: Target, options: LoadOptions): Promise<Load> {
    const load = new Load(options, await peopleOf(target, options.org, options.patience ?? patienceDefault));
    await load.searchWithRoom();
    load.working = Promise.all(Array.from({ length: options.inFlight }, (_, index) => load.work(index * 100)));
    // Whoever stops it hears of it; until then nobody listens.
    load.working.catch(() => undefined);
    return load;
  }

  /** Begins no more stories; resolves when every one has ended or was given up. Throws what kept a search from opening. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.working;
  }

  ended = (): Story[] => this.stories.filter(({ endedAt, stuck }) => endedAt !== undefined && stuck === undefined);
  underWay = (): Story[] => this.stories.filter(({ endedAt }) => endedAt === undefined);
  stuck = (): Story[] => this.stories.filter(({ stuck }) => stuck !== undefined);

  /** How often people had to ask again. */
  get retries(): number {
    const { interviewers, ...others } = this.people;
    return [...interviewers, ...Object.values(others)].reduce((sum, { retries }) => sum + retries, 0);
  }

  private async work(afterMs: number): Promise<void> {
    await sleep(afterMs);
    while (!this.stopping) {
      const requisitionId = await this.searchWithRoom();
      if (this.stopping) return;
      const index = this.stories.length;
      const ending = (this.options.endingOf ?? mixed)(index);
      const story: Story = { index, org: this.org, requisitionId, ending, beganAt: performance.now(), steps: [] };
      this.stories.push(story);
      await live(story, this.people).catch((error: Error) => {
        story.stuck = `after ${story.steps.at(-1)?.step ?? 'the beginning'}: ${error.message}`;
      });
      story.endedAt = performance.now();
      await sleep(this.options.restMs ?? 0);
    }
  }

  /** One search after the other; whoever comes first opens the next. */
  private searchWithRoom(): Promise<string> {
    if (!this.search || this.search.left === 0) {
      this.search = { id: openSearch(this.people, storiesOfSearch), left: storiesOfSearch };
      void this.search.id.then(
        (id) => this.requisitions.push(id),
        () => undefined,
      );
    }
    this.search.left -= 1;
    return this.search.id;
  }
}
