/** For a head of recruiting: who is where, how long it takes, and what waits for somebody. Numbers alone, no names. */
import { dashboard, lines, number } from '../panels.ts';
import { highest, labelVariable } from '../promql.ts';

const applications = 'hiring_applications{source=~"$source"}';
/** One observer or several: each tells the same. */
const told = (gauge: string, ...by: string[]): string => `${highest(gauge, ...by)} or on() vector(0)`;
const applicationsBy = (label: string): string => `sum by (${label}) (max by (stage, source) (${applications})) or on() vector(0)`;
const days = (share: number, histogram: string, ...by: string[]): string =>
  `histogram_quantile(${share}, max by (${[...by, 'le'].join(', ')}) (increase(${histogram}_bucket[$__range]))) / 86400`;

const open = [
  number(
    { title: 'Searches', says: 'Requisitions by status.', unit: 'short', width: 8 },
    { '{{status}}': told('hiring_requisitions', 'status') },
  ),
  number(
    {
      title: 'Seats',
      says: 'Approved seats: open, reserved for an offer that is out, committed to somebody who accepted, filled.',
      unit: 'short',
      width: 8,
    },
    { '{{state}}': told('hiring_seats', 'state') },
  ),
  number(
    { title: 'Filled', says: 'Share of the approved seats that are filled or committed.', unit: 'percentunit', width: 4 },
    { filled: '(sum(max by (state) (hiring_seats{state=~"committed|filled"})) or on() vector(0)) / sum(max by (state) (hiring_seats))' },
  ),
  number({ title: 'Offers', says: 'Offers by state.', unit: 'short', width: 4 }, { '{{state}}': told('hiring_offers', 'state') }),
];

const funnel = [
  lines(
    { title: 'Applications by stage', says: 'How many people are in each stage.', unit: 'short', width: 12 },
    { '{{stage}}': applicationsBy('stage') },
  ),
  lines(
    { title: 'Applications by source', says: 'Where they came from, in all stages.', unit: 'short', width: 12 },
    { '{{source}}': applicationsBy('source') },
  ),
  lines(
    {
      title: 'Time in a stage',
      says: 'Half of the applications that left a stage within the time that is shown had been there for less.',
      unit: 'd',
      width: 12,
    },
    { '{{stage}}': days(0.5, 'hiring_stage_seconds', 'stage') },
  ),
  lines(
    {
      title: 'The slowest tenth',
      says: 'One in ten that left a stage within the time that is shown had been there for longer.',
      unit: 'd',
      width: 12,
    },
    { '{{stage}}': days(0.9, 'hiring_stage_seconds', 'stage') },
  ),
  number(
    {
      title: 'Time to hire',
      says: 'From the application to the hire, of those hired within the time that is shown: the half that was quicker took less.',
      unit: 'd',
      width: 8,
    },
    { median: days(0.5, 'hiring_time_to_hire_seconds') },
  ),
  number(
    { title: 'Hires', says: 'People hired within the time that is shown.', unit: 'short', width: 8 },
    { hires: 'max(increase(hiring_time_to_hire_seconds_count[$__range])) or on() vector(0)' },
  ),
  number(
    { title: 'Left a stage', says: 'Applications that left each stage within the time that is shown.', unit: 'short', width: 8 },
    { '{{stage}}': 'max by (stage) (increase(hiring_stage_seconds_count[$__range])) or on() vector(0)' },
  ),
];

const waiting = [
  number(
    {
      title: 'Scorecards overdue',
      says: 'Interviewers who have not said what they found, beyond the time for it.',
      unit: 'short',
      limit: 1,
      width: 8,
      alert: 'StoriesOverdue',
    },
    { overdue: 'max(hiring_scorecards_overdue) or on() vector(0)' },
  ),
  lines(
    {
      title: 'Stories overdue',
      says: 'Stories that wait for a service or a person beyond their time, by what they wait for.',
      unit: 'short',
      limit: 1,
      width: 16,
      alert: 'StoriesOverdue',
    },
    { '{{state}}': told('hiring_stories_overdue', 'state') },
  ),
];

export const hiringFunnel = dashboard({
  uid: 'hiring-funnel',
  title: 'Hiring funnel',
  says: 'Who is where, how long it takes, and what waits for somebody. Numbers alone, no names.',
  from: 'now-30d',
  variables: [labelVariable('source', 'Source', 'label_values(hiring_applications, source)')],
  rows: { 'What is open': open, 'The way through': funnel, 'What waits': waiting },
});
