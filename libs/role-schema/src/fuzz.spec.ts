import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { evaluateResume, evaluationSchema, normalizeResume, RoleDocumentError, readRole, requirementsOf, roleSchema } from './index.js';

const sample = readFileSync(new URL('../samples/mts-software-engineer.txt', import.meta.url), 'utf8');
const { role } = readRole(sample);
const today = '2026-11-24';
const words = sample.split(/(\s+)/).filter((word) => word !== '');
const salad = fc
  .array(fc.constantFrom(...words, '(', ')', ':', '\n', '- ', '#', '**', '$', '5 years', ' or ', ' and '), { maxLength: 200 })
  .map((parts) => parts.join(''));
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), salad);

describe('no input throws anything but RoleDocumentError', () => {
  it.each<[string, fc.Arbitrary<string | Uint8Array>]>([
    ['any text', anything],
    ['any bytes', fc.uint8Array()],
    ['text below a heading', anything.map((text) => `Requirements:\n- ${text}`)],
  ])('%s', (_, inputs) => {
    fc.assert(
      fc.property(inputs, (input) => {
        try {
          const reading = readRole(input);
          roleSchema.parse(reading.role);
        } catch (error) {
          expect(error).toBeInstanceOf(RoleDocumentError);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a document cut at any place is read or refused', () => {
    fc.assert(
      fc.property(fc.nat(sample.length), (length) => {
        try {
          expect(readRole(sample.slice(0, length)).role.title).toBe('MTS Software Development Engineer'.slice(0, Math.max(0, length - 63)));
        } catch (error) {
          expect(error).toBeInstanceOf(RoleDocumentError);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('any résumé is evaluated', () => {
  it('with spans inside its normalized text, parts that add up, and no exception', () => {
    const musts = requirementsOf(role).map(({ id }) => id);
    fc.assert(
      fc.property(fc.oneof(anything, salad), (resume) => {
        const evaluation = evaluationSchema.parse(evaluateResume(resume, role, { musts, niceToHaves: [] }, { today }));
        const length = [...normalizeResume(resume)].length;
        for (const { start, end } of evaluation.findings.flatMap(({ evidence }) => evidence))
          expect(start < end && end <= length).toBe(true);
        const { parts, total, of } = evaluation.score;
        expect([total, of]).toEqual([parts.reduce((sum, { points }) => sum + points, 0), parts.reduce((sum, part) => sum + part.of, 0)]);
        expect(parts.every(({ points, of: most }) => points <= most)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('normalizing twice changes nothing', () => {
    fc.assert(
      fc.property(anything, (text) => normalizeResume(normalizeResume(text)) === normalizeResume(text)),
      { numRuns: 200 },
    );
  });
});

describe('time grows with the length and no faster', () => {
  const pieces = [
    '(',
    ' (',
    ')',
    ',',
    ', ',
    '- ',
    '\n',
    '\n- ',
    ' \n',
    ' ',
    ':',
    ': ',
    'a',
    'A',
    'aA',
    'C ',
    'C, ',
    '.',
    '. A',
    '!',
    '#',
    '*',
    '**',
    '[',
    '](',
    '1',
    '1,',
    '$1 - ',
    ' or ',
    ' and ',
    'no ',
    'not ',
    'no experience with ',
    'Kafka, ',
    'Java (',
    'Java\n',
    'Go, ',
    '2019 - ',
    '2019 - 2020\n',
    'Jan ',
    '5 years ',
    'degree in ',
    'Skills\n',
    'Skills:\n- ',
    'é',
    '😀',
    '\u0301',
    '/',
    'and/or ',
    ';',
    '; ',
    'such as ',
    'equivalent ',
  ];

  /** The quickest of two runs, in milliseconds of this process's own time, so that a busy machine does not count. */
  function quickest(run: () => void): number {
    const times = Array.from({ length: 2 }, () => {
      const start = process.cpuUsage();
      run();
      return process.cpuUsage(start).user / 1000;
    });
    return Math.min(...times);
  }

  /** Collecting garbage and compiling make one measurement worthless now and then; what is not linear fails every time. */
  function expectLinear(make: (length: number) => () => void): void {
    const [length, factor, slackMs, measurements] = [4_000, 4, 12, 5];
    const excesses: number[] = [];
    while (excesses.length < measurements && (excesses.at(-1) ?? 1) > 0) {
      const [short, long] = [quickest(make(length)), quickest(make(length * factor))];
      excesses.push(long - (short * factor * 2 + slackMs));
    }
    expect(Math.min(...excesses)).toBeLessThanOrEqual(0);
  }

  it.each(pieces)('reading many of %j', (piece) => {
    expectLinear((length) => () => {
      try {
        readRole(`Baker\nRequirements:\n- ${piece.repeat(length / piece.length)}`);
      } catch (error) {
        expect(error).toBeInstanceOf(RoleDocumentError);
      }
    });
  });

  it.each(pieces)('evaluating many of %j', (piece) => {
    expectLinear((length) => () => {
      evaluateResume(piece.repeat(length / piece.length), role, { musts: [], niceToHaves: [] }, { today });
    });
  });
});
