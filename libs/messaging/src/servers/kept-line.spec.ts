/** A line that is dead is replaced before its server is taken for away. */
import { HandClock } from '../../../../tests/hand-clock.js';
import { KeptLine, NoAnswer } from './kept-line.js';

type Answers = 'at once' | 'never' | 'no';

/** Lines by number, the first is 0; how each answers is set by the test. */
class Exchange {
  readonly answers: Answers[] = [];
  readonly open = new Set<number>();
  opened = 0;
  readonly clock = new HandClock();
  readonly kept = new KeptLine(
    () => {
      const line = this.opened;
      this.opened += 1;
      this.open.add(line);
      return { line, close: async () => void this.open.delete(line) };
    },
    this.clock,
    1000,
  );

  constructor(...answers: Answers[]) {
    this.answers.push(...answers);
  }

  /** The number of the line that answered, or the name of what was thrown. */
  ask = (): Promise<number | string> => this.kept.ask(({ line }) => this.question(line)).catch((error: Error) => error.name);

  private question(line: number): Promise<number> {
    if (this.answers[line] === 'never') return new Promise(() => undefined);
    return this.answers[line] === 'no' ? Promise.reject(new RangeError('no')) : Promise.resolve(line);
  }
}

it('is opened once and kept while it answers', async () => {
  const exchange = new Exchange('at once');
  expect([await exchange.ask(), await exchange.ask(), await exchange.ask()]).toEqual([0, 0, 0]);
  expect([...exchange.open]).toEqual([0]);
});

it('that fails is replaced at once, and its asker hears of the new one', async () => {
  const exchange = new Exchange('at once', 'at once');
  await exchange.ask();
  exchange.answers[0] = 'no';
  expect([await exchange.ask(), await exchange.ask()]).toEqual([1, 1]);
  expect([...exchange.open]).toEqual([1]);
});

it('that says nothing for half of the time gets one beside it, and goes when that one answers', async () => {
  const exchange = new Exchange('at once', 'at once');
  await exchange.ask();
  exchange.answers[0] = 'never';
  const asked = exchange.ask();
  await exchange.clock.pass(499);
  expect(exchange.opened).toBe(1);
  await exchange.clock.pass(1);
  expect(await asked).toBe(1);
  expect([...exchange.open]).toEqual([1]);
});

it('no answer in time is no answer, whether the server says nothing or no', async () => {
  const exchange = new Exchange('at once', 'never', 'no');
  await exchange.ask();
  exchange.answers[0] = 'never';
  const asked = exchange.ask();
  await exchange.clock.pass(500);
  await exchange.clock.pass(500);
  expect(await asked).toBe(NoAnswer.name);
  exchange.answers[0] = 'no';
  expect(await exchange.ask()).toBe('AggregateError');
  // The one that still waits for its answer ends with it.
  expect([...exchange.open]).toEqual([1]);
});

it('is closed for good with all that was opened', async () => {
  const exchange = new Exchange('at once', 'never');
  await exchange.ask();
  exchange.answers[0] = 'never';
  const asked = exchange.ask();
  await exchange.clock.pass(500);
  exchange.kept.close();
  expect(exchange.open.size).toBe(0);
  expect([await asked, await exchange.ask()]).toEqual([NoAnswer.name, NoAnswer.name]);
});
