/** Lines of job descriptions as they were typed, copied or exported, and what their form says. */
import { linesOf } from './lines.js';

const read = (raw: string) => {
  const [{ text, mark, level }] = linesOf(raw) as [ReturnType<typeof linesOf>[0]];
  return [text, mark, level];
};

describe('a line', () => {
  it.each([
    ['a bullet with wide blanks', '-   Lifts 20 kg', ['Lifts 20 kg', '-', 0]],
    ['a ticked box', '- [X] Lifts 20 kg', ['Lifts 20 kg', '-', 0]],
    ['an empty box behind wide blanks', '-   [ ] Lifts 20 kg', ['Lifts 20 kg', '-', 0]],
    ['a box behind a number', '1.  [x] Lifts 20 kg', ['Lifts 20 kg', '1.', 0]],
    ['a box behind a round bullet', '•  [x] Lifts 20 kg', ['Lifts 20 kg', '•', 0]],
    ['a box further on', '- Ticks [x] in forms', ['Ticks [x] in forms', '-', 0]],
    ['a year at the start', '2019. A year at sea', ['2019. A year at sea', '', 0]],
    ['a decimal at the start', '1.5 years at sea', ['1.5 years at sea', '', 0]],
    ['a rule', '- - -', ['', '', 0]],
    ['a rule of double lines', '=====', ['', '', 0]],
    ['words before a rule', 'Signature ____', ['Signature', '', 0]],
    ['words before dashes', 'Duties ---', ['Duties ---', '', 0]],
    ['a heading', '### Duties', ['Duties', '', 3]],
    ['a heading closed by its mark', '### Duties ###', ['Duties', '', 3]],
    ['a heading with a number sign in it', '## Our #1 duty', ['Our #1 duty', '', 2]],
    ['too deep a heading', '####### Duties', ['####### Duties', '', 0]],
    ['names with a number sign', 'C# and F# code', ['C# and F# code', '', 0]],
    ['a bold line', '**Duties**', ['Duties', '', 7]],
    ['a bold line of one letter', '**C**', ['C', '', 7]],
    ['a bold line with a colon within', '__Duties:__', ['Duties:', '', 7]],
    ['a bold line with a colon behind', '**Duties**:', ['Duties:', '', 7]],
    ['a line in bold italics', '***Duties***', ['Duties', '', 7]],
    ['a bold beginning', '**Ovens** of stone', ['Ovens of stone', '', 0]],
    ['a bold end', 'Ovens of **stone**', ['Ovens of stone', '', 0]],
    ['bold words at both ends', '**Ovens** of **stone**', ['Ovens of stone', '', 0]],
    ['a bold label', '**Tools:** whisk', ['Tools: whisk', '', 0]],
    ['bold left open', '**Ovens', ['Ovens', '', 0]],
    ['bold closed otherwise', '**Ovens__', ['Ovens', '', 0]],
    ['a star and a line between words', 'Lays 5 * 8 m of tiles, see plan_b', ['Lays 5 * 8 m of tiles, see plan_b', '', 0]],
    ['a link', 'Apply [here](https://bakery.example/jobs)', ['Apply here', '', 0]],
    ['brackets that are no link', 'Bakes [rye] (at night)', ['Bakes [rye] (at night)', '', 0]],
  ])('%s: %j', (_, raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });
});
