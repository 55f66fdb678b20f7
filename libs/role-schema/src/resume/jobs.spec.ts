import { jobsOf, monthsIn, normalizeResume, resumeJobsMax } from '../index.js';
import { dateRangeIn, monthOfDate, monthText } from './dates.js';

const today = '2026-11-24';
const jobs = (text: string) => jobsOf(text, { today });
const brief = (text: string) => jobs(text).map(({ title, from, to }) => `${from}..${to} ${title}`);

describe('dates', () => {
  const read = (line: string) => {
    const range = dateRangeIn(line, monthOfDate(today));
    return range && `${monthText(range.from)}..${monthText(range.to - 1)}${range.current ? ' now' : ''}`;
  };

  it.each([
    ['Jan 2019 – Present', '2019-01..2026-11 now'],
    ['January 2019 to December 2020', '2019-01..2020-12'],
    ['Sept. 2019 — Oct 2020', '2019-09..2020-10'],
    ['03/2017 - 12/2018', '2017-03..2018-12'],
    ['3.2017-12.2018', '2017-03..2018-12'],
    ['15.03.2017 – 20.12.2018', '2017-03..2018-12'],
    ['2017-03 – 2018-12', '2017-03..2018-12'],
    ['March 4, 2017 until May 2018', '2017-03..2018-05'],
    ['2012–2014', '2012-07..2014-06'],
    ['2012-2012', '2012-07..2012-07'],
    ['Jan – Mar 2019', '2019-01..2019-03'],
    ['since 2020', '2020-07..2026-11 now'],
    ['Since May 2020', '2020-05..2026-11 now'],
    ['2020 - today', '2020-07..2026-11 now'],
    ['Nov 2026 – present', '2026-11..2026-11 now'],
    ['Jan 2020 – Dec 2030', '2020-01..2026-11'],
    ['Jan 2020 - Jan 2020', '2020-01..2020-01'],
    ['13/2019 - 14/2020', '2019-12..2020-12'],
    ['Dec 2026 – present', undefined],
    ['Dec 2020 – Jan 2019', undefined],
    ['2020', undefined],
    ['Room 12019 - 2020', undefined],
    ['in 2019 we grew to 2020 people', undefined],
    ['call 030-2019-20201', undefined],
    ['Jan – Mar', undefined],
  ])('%s', (line, expected) => {
    expect(read(line)).toBe(expected);
  });

  it('says where they stand', () => {
    expect(dateRangeIn('Acme (2012–2014)', monthOfDate(today))).toMatchObject({ start: 6, end: 15, current: false });
  });
});

describe('jobs', () => {
  it.each<[string, string, string[]]>([
    [
      'dates below title and employer',
      'Experience\n\nNurse\nCity Hospital\nJan 2019 – Dec 2020\n- Care',
      ['2019-01..2020-12 Nurse, City Hospital'],
    ],
    [
      'dates on the line of the title',
      'Experience\nNurse, City Hospital (Jan 2019 – Dec 2020)\n- Care',
      ['2019-01..2020-12 Nurse, City Hospital'],
    ],
    ['dates first', 'Jan 2019 – Dec 2020: Nurse\nCity Hospital', ['2019-01..2020-12 Nurse']],
    ['a blank line between', 'Experience\n\nNurse\n\nJan 2019 – Dec 2020\n\n- Care', ['2019-01..2020-12 Nurse']],
    ['no section heading', 'Jane\n\nNurse, 2019 – 2020\n- Care', ['2019-07..2020-06 Nurse']],
    ['bulleted jobs', 'Experience\n- Nurse, 2019 – 2020\n- Cook, 2017 – 2018', ['2019-07..2020-06 Nurse', '2017-07..2018-06 Cook']],
    ['a span in a bullet of a job is none', 'Experience\nNurse, 2015 – 2020\n- Led nights 2017 – 2018', ['2015-07..2020-06 Nurse']],
    [
      'the bullets above are the last job’s',
      'Experience\nNurse, 2019 – 2020\n- Care\nCook\n2017 – 2018',
      ['2019-07..2020-06 Nurse', '2017-07..2018-06 Cook'],
    ],
    ['a sentence above is no title', 'Experience\nI like to work.\nNurse, 2019 – 2020', ['2019-07..2020-06 Nurse']],
    ['studies are no job', 'Education\nNursing school, 2010 – 2014\n\nExperience\nNurse, 2019 – 2020', ['2019-07..2020-06 Nurse']],
    ['a degree anywhere is no job', 'BSc Nursing, City University, 2010 – 2014\n\nNurse, 2019 – 2020', ['2019-07..2020-06 Nurse']],
    ['a certificate is no job', 'Certifications\nBLS, 2023 – 2025', []],
    ['a very long line is no head', `Nurse 2019 – 2020 ${'x'.repeat(200)}`, []],
    ['a line of 200 characters may be one', `2019 – 2020 ${'x'.repeat(188)}`, [`2019-07..2020-06 ${'x'.repeat(188)}`]],
    ['a line of 100 characters is a title', `${'x'.repeat(100)}\n2019 – 2020`, [`2019-07..2020-06 ${'x'.repeat(100)}`]],
    ['a longer one is none', `${'x'.repeat(101)}\nNurse, 2019 – 2020`, ['2019-07..2020-06 Nurse']],
    ['a full stop within a title', 'St. Mary Hospital\nNurse, 2019 – 2020', ['2019-07..2020-06 St. Mary Hospital, Nurse']],
    [
      'a bullet under a later heading is a job of its own',
      'Career\nNurse, 2019 – 2020\nVolunteering\n- Cook, 2017 – 2018',
      ['2019-07..2020-06 Nurse', '2017-07..2018-06 Cook'],
    ],
    ['dates on the heading', 'Experience: Nurse, 2015 – 2020\n- Led nights 2017 – 2018', ['2015-07..2020-06 Experience: Nurse']],
    ['dates on the heading of a summary', 'Summary: a nurse 2015 – 2020', []],
    ['years of a skill', 'Skills\nJava, 2015 – 2020', []],
    ['a degree in two lines', 'City University\nBSc, 2010 – 2014', []],
    ['a short title on the line of the dates', 'City Hospital\n\nRN, 2019 – 2020', ['2019-07..2020-06 RN']],
    ['a blank line between, at the very top', 'Nurse\n\n2019 – 2020', ['2019-07..2020-06 Nurse']],
    ['dates alone', '2019 – 2020', ['2019-07..2020-06 ']],
    ['dates alone below dates', '2019 – 2020\n\n2021 – 2022', ['2019-07..2020-06 ', '2021-07..2022-06 ']],
    ['a bullet above the dates is no title', 'Nurse\n- Care\n2019 – 2020', ['2019-07..2020-06 ']],
    [
      'an employer above bulleted jobs is the title of none',
      'City Hospital\n- Nurse, 2019 – 2020\n- Cook, 2017 – 2018',
      ['2019-07..2020-06 Nurse', '2017-07..2018-06 Cook'],
    ],
    ['dates with numbers for months are no bullets', 'Nurse\n03.2019 – 04.2020\n- Care', ['2019-03..2020-04 Nurse']],
    ['dates in parentheses in the midst of a line', 'Nurse (2019 – 2020) City Hospital', ['2019-07..2020-06 Nurse, City Hospital']],
    ['dates in the midst of a line', 'Nurse, 2019 – 2020, City Hospital', ['2019-07..2020-06 Nurse, City Hospital']],
    ['at most two lines of head', 'A Street\nCity Hospital\nNurse\n2019 – 2020', ['2019-07..2020-06 City Hospital, Nurse']],
  ])('%s', (_, text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it('an entry reaches to the next one or to a heading', () => {
    const text = 'Experience\nNurse, 2019 – 2020\n- Care\n\nCook, 2017 – 2018\n- Soup\n\nSkills\nKnives';
    expect(jobs(text).map(({ start, end, headEnd }) => [text.slice(start, end), text.slice(start, headEnd)])).toEqual([
      ['Nurse, 2019 – 2020\n- Care\n', 'Nurse, 2019 – 2020'],
      ['Cook, 2017 – 2018\n- Soup\n', 'Cook, 2017 – 2018'],
    ]);
  });

  it('an entry of one line ends where a heading follows', () => {
    const text = 'Nurse, 2019 – 2020\nSkills\nKnives';
    expect(jobs(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Nurse, 2019 – 2020']);
  });

  it('a line of tools inside an entry belongs to it, a paragraph of skills does not', () => {
    const text = 'Experience\nNurse, 2019 – 2020\nSkills: Care\n\nSkills: Knives';
    expect(jobs(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Nurse, 2019 – 2020\nSkills: Care\n']);
  });

  it('months are those of the entry, and the current one counts', () => {
    expect(jobs('Nurse, Jan 2026 – present')).toMatchObject([{ months: 11, current: true, to: '2026-11' }]);
  });

  it('reads a bounded number of them', () => {
    expect(jobs('Nurse, 2019 – 2020\n'.repeat(resumeJobsMax + 5))).toHaveLength(resumeJobsMax);
  });
});

describe('months of several jobs', () => {
  it.each([
    ['apart', ['Jan 2019 – Mar 2019', 'Jan 2020 – Mar 2020'], 6],
    ['overlapping', ['Jan 2019 – Jun 2019', 'Apr 2019 – Sep 2019'], 9],
    ['one in another', ['Jan 2019 – Dec 2019', 'Mar 2019 – Apr 2019', 'Dec 2019 – Jan 2020'], 13],
    ['one after another', ['Jan 2019 – Jun 2019', 'Jul 2019 – Dec 2019'], 12],
    ['in any order', ['Jan 2020 – Mar 2020', 'Jan 2019 – Mar 2019'], 6],
    ['none', [], 0],
  ])('%s', (_, ranges, months) => {
    expect(monthsIn(jobs(ranges.map((range) => `Nurse, ${range}\n- Care`).join('\n\n')))).toBe(months);
  });
});

describe('the stored text', () => {
  it.each([
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['  a \t b  \n\n\n\n c ', 'a b\n\nc'],
    ['\ufeffa\u0000\u200bb\u00adc', 'abc'],
    ['e\u0301', 'é'],
    ['a\ud800b', 'a\ufffdb'],
    ['a\u00a0\u3000b', 'a b'],
    ['', ''],
  ])('%j is kept as %j', (text, stored) => {
    expect(normalizeResume(text)).toBe(stored);
  });
});
