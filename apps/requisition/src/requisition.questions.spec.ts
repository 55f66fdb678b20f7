import { given } from '@rolecall/kernel';
import * as x from './requisition.examples.js';
import { requisition } from './requisition.js';

const draft = given(requisition, x.drafted);
const ask = (text: string, knockoutAnswers: string[] = []) =>
  draft.when({ do: 'set-questions', questions: [x.question, { id: 'q', kind: 'free_text', text, required: false, knockoutAnswers }] });

describe.each([
  ['pay_history', 'What is your current salary?'],
  ['pay_history', 'What was your most recent base compensation?'],
  ['pay_history', 'Please describe your salary history'],
  ['pay_history', 'Please attach a payslip.'],
  ['pay_history', 'How much do you currently earn?'],
  ['pay_history', 'How much were you paid there?'],
  ['pay_history', 'What did you earn at Acme?'],
  ['pay_history', 'What do you earn?'],
  ['pay_history', 'Your pay at your last job?'],
  ['criminal_record', 'Do you have a criminal record?'],
  ['criminal_record', 'Have you ever been convicted of anything?'],
  ['criminal_record', 'Were you ARRESTED in the last ten years?'],
  ['criminal_record', 'Is there a police record of yours?'],
  ['criminal_record', 'Have you been in prison?'],
  ['citizenship', 'Are you a US citizen?'],
  ['citizenship', 'What is your citizenship?'],
  ['citizenship', 'Nationality:'],
  ['citizenship', 'Which passport do you hold?'],
  ['citizenship', 'Do you have a green card?'],
  ['age', 'How old are you?'],
  ['age', 'What is your age?'],
  ['age', 'Your age group'],
  ['age', 'Date of birth'],
  ['age', 'When is your birthday?'],
  ['age', 'In what year were you born?'],
  ['age', 'What year did you graduate?'],
  ['age', 'When are you planning to retire?'],
  ['health', 'How is your mental health?'],
  ['health', 'Do you have any health conditions?'],
  ['health', 'Do you have a disability?'],
  ['health', 'Are you pregnant?'],
  ['health', 'How many sick days did you take?'],
  ['health', 'Any chronic illness?'],
  ['health', 'Is there a pregnancy to plan around?'],
  ['family', 'Are you married?'],
  ['family', 'What does your partner do?'],
  ['family', 'Do you have children?'],
  ['family', 'Do you want to have a family?'],
  ['family', 'What is your family status?'],
  ['family', 'Will you take parental leave?'],
  ['protected_trait', 'What is your religion?'],
  ['protected_trait', 'Which religious holidays do you keep?'],
  ['protected_trait', 'What is your mother tongue?'],
  ['protected_trait', 'What is your sexual orientation?'],
  ['protected_trait', 'Are you a practising Catholic?'],
  ['protected_trait', 'Are you Muslim?'],
  ['protected_trait', 'Are you a union member?'],
  ['protected_trait', 'Veteran status'],
  ['age', 'How\u200b old are\u00a0you?'],
  ['age', 'How—old—are you?'],
])('%s', (topic, text) => {
  it(`refuses: ${text}`, () => ask(text).thenRejected('requisition/question-not-allowed', { questionId: 'q', topic }));
});

it.each([
  'What pay do you expect?',
  'Have you debugged race conditions?',
  'How do you design health checks?',
  'Which storage engines have you used, and on average how large?',
  'Have you managed a team? Describe the package structure of your last project.',
  'Have you worked with children in a school?',
  'How did you rate-limit an API?',
  'When can you start, and what is your notice period?',
  'Do you need sponsorship to work here?',
  'May you work in Germany?',
  'Which languages do you speak, and how well?',
  'Have you built payment or payroll systems?',
  'How do you keep stock records current?',
  'What do you earn the trust of a team by?',
  'How do you make a release safe?',
  'Are you able to lift 20 kg, with or without an aid?',
  'Tell us about a conviction that you changed.',
])('allows what the work itself is about: %s', (text) => ask(text).thenState({ questionsVersion: 2 }));

it('reads the knockout answers too, for they say what is meant', () =>
  ask('Which of these?', ['none', 'my religious beliefs']).thenRejected('requisition/question-not-allowed', {
    questionId: 'q',
    topic: 'protected_trait',
  }));
