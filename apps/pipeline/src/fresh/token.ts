/** Consistency-Token: up to where a reader wants the copies to be. Whoever gave a command got it with the answer. Pure. */
export interface Token {
  /** As it stands in the stream's name. */
  readonly aggregate: string;
  readonly id: string;
  readonly sequence: number;
}

const tokensMax = 10;
const shape = /^([a-z][a-z-]{0,39})\/([\w.:-]{1,200})\/(\d{1,9})$/;

/** Several may be named, with a comma between them. Undefined where one of them is none. */
export function tokensOf(header: string): Token[] | undefined {
  const matches = header.split(',').map((token) => shape.exec(token.trim()));
  if (matches.length > tokensMax || matches.includes(null)) return undefined;
  return matches.map((match) => {
    const [, aggregate = '', id = '', sequence] = match ?? [];
    return { aggregate, id, sequence: Number(sequence) };
  });
}
