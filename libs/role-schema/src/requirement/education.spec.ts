import { logicOf } from '../testing.js';
import { educationOf } from './education.js';

/** Degrees and fields alone. */
const asked = (text: string) => logicOf(text, 'education').split(' | ')[1];

describe('what a degree may be in', () => {
  it.each([
    ['a field', 'BSc in Physics.', "all_of of any_of [Bachelor's degree] any_of [Physics]"],
    ['any field', "Bachelor's or Master's degree", "any_of [Bachelor's degree, Master's degree]"],
    [
      'a field named behind the last of many degrees',
      "Bachelor's, Master's or PhD in Chemistry",
      "all_of of any_of [Bachelor's degree, Master's degree, Doctorate] any_of [Chemistry]",
    ],
    ['a field behind other words', "Bachelor's degree or higher in Nursing", "all_of of any_of [Bachelor's degree] any_of [Nursing]"],
    ['a related field', 'BSc in Nursing or a related field', "all_of of any_of [Bachelor's degree] or_similar [Nursing]"],
    ['an equivalent field', 'BSc in Nursing or an equivalent field', "all_of of any_of [Bachelor's degree] or_similar [Nursing]"],
    [
      'fields of a kind',
      'Degree in Sciences: Physics and Chemistry',
      "all_of of any_of [Bachelor's degree] any_of [Sciences, Physics, Chemistry]",
    ],
    ['no field of what is asked besides', "Bachelor's degree, trained in first aid", "any_of [Bachelor's degree]"],
  ])('%s', (_, text, expected) => expect(asked(text)).toBe(expected));

  it('is an equivalent degree or a field of an equivalent one', () => {
    const physics = "all_of of any_of [Bachelor's degree] any_of [Physics]";
    expect(asked("Bachelor's degree or foreign equivalent in Physics")).toBe(physics);
    expect(asked("Bachelor's degree (or equivalent) in Physics")).toBe(physics);
    expect(asked("Bachelor's degree or a nationally recognised equivalent in Physics")).toBe(physics);
    expect(asked("Bachelor's or equivalent degree in Physics")).toBe(physics);
    expect(asked("Bachelor's degree or equivalent experience in Physics")).toBe("any_of [Bachelor's degree]");
  });
});

describe('an equivalent of the degree is no field', () => {
  it.each([
    "Bachelor's degree in Physics or equivalent",
    "Bachelor's degree in Physics or practical equivalent",
    "Bachelor's degree in Physics or a well-known foreign equivalent",
    "Bachelor's degree in Physics, or equivalent experience in Chemistry",
    "Bachelor's degree in Physics (or equivalent experience)",
  ])('%s', (text) => expect(asked(text)).toBe("all_of of any_of [Bachelor's degree] any_of [Physics]"));
});

it('degree and field are both needed; of degrees alone one is', () => {
  expect(educationOf('BSc or MSc in Physics')!.logic).toBe('all_of');
  expect(educationOf('BSc or MSc')!.logic).toBe('any_of');
});

it('keeps the words of the document', () => {
  expect(educationOf('BSc in Physics')!.skills).toEqual([
    { id: 'bachelor-s-degree', name: "Bachelor's degree", as: 'BSc' },
    { id: 'physics', name: 'Physics', as: 'Physics' },
  ]);
  expect(educationOf('A degree in Physics')!.skills[0]).toEqual({ id: 'bachelor-s-degree', name: "Bachelor's degree", as: 'degree' });
  expect(educationOf('Knows dough')).toBeUndefined();
});

describe('what is accepted in place of a degree', () => {
  it.each([
    ['Degree or a teaching certificate', 'a teaching certificate'],
    ['Degree or a coaching certification', 'a coaching certification'],
    ['Degree or an accreditation as an auditor', 'an accreditation as an auditor'],
    ['Degree or a teaching licence or equivalent experience', 'a teaching licence'],
    ['Degree or a teaching licence, or equivalent experience', 'a teaching licence'],
    ['Degree or a teaching licence — or equivalent experience', 'a teaching licence'],
    ['Degree or a teaching licence (or an equivalent)', 'a teaching licence'],
    ['Degree or a teaching licence; both are checked', 'a teaching licence'],
    ['Degree in Physics or equivalent training', null],
  ])('%s: %s', (text, alternative) => expect(educationOf(text)!.alternative).toBe(alternative));
});
