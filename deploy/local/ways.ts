/** Trying one way after the other, and saying plainly what was tried when none works. */

export interface Way<T> {
  readonly name: string;
  /** Throws when this way does not work here; the message is the reason, for people. */
  find(): Promise<T>;
}

/** No way works. The message says what was tried, why each failed, and the ways out. */
export class NoWay extends Error {
  override readonly name = 'NoWay';

  constructor(what: string, tried: readonly string[], waysOut: readonly string[]) {
    const list = (lines: readonly string[]) => lines.map((line) => `  - ${line}`).join('\n');
    super(`${what} was neither found nor could be fetched:\n${list(tried)}\nAny one of these helps:\n${list(waysOut)}`);
  }
}

/** Gives what the first way finds that works. Throws NoWay. */
export async function firstThatWorks<T>(what: string, ways: readonly Way<T>[], waysOut: readonly string[]): Promise<T> {
  const tried: string[] = [];
  for (const way of ways) {
    try {
      return await way.find();
    } catch (error) {
      tried.push(`${way.name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new NoWay(what, tried, waysOut);
}
