/** Quotes evidence from the normalized text of a résumé. Spans count Unicode code points, so the text is cut by those. */

export interface Quote {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  /** The line that it stands in. */
  readonly line: string;
}

/** Splits the text once and quotes from it many times. */
export function quoting(text: string): (span: { start: number; end: number }) => Quote {
  const points = [...text];
  return ({ start, end }) => {
    const before = points.lastIndexOf('\n', start - 1);
    const after = points.indexOf('\n', end);
    const line = points.slice(start === 0 ? 0 : before + 1, after < 0 ? undefined : after).join('');
    return { start, end, quote: points.slice(start, end).join(''), line };
  };
}
