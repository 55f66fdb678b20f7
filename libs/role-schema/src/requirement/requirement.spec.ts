import { logicOf } from '../testing.js';
import { requirementOf } from './requirement.js';

describe('lists keep their meaning', () => {
  it.each([
    ['Java, Kotlin and Go', 'hard must | all_of [Java, Kotlin, Go]'],
    ['Java, Kotlin, or Go', 'hard must | any_of [Java, Kotlin, Go]'],
    ['Java, Kotlin, or similar', 'hard must | or_similar [Java, Kotlin]'],
    ['Java, Kotlin, etc.', 'hard must | or_similar [Java, Kotlin]'],
    ['At least one of Java, Kotlin and Go', 'hard must | any_of [Java, Kotlin, Go]'],
    ['One or more of (Java, Kotlin and Go)', 'hard must | all_of [Java, Kotlin, Go]'],
    ['(Java, Go)', 'hard must | any_of [Java, Go]'],
    ['Languages (e.g. Java, Go)', 'hard must | or_similar [Java, Go]'],
    ['Languages such as Java, Go, or similar', 'hard must | or_similar [Java, Go]'],
    ['Cloud platforms (AWS) such as Azure', 'hard must | all_of of any_of [AWS] <Cloud platforms> any_of [Azure]'],
    ['Languages like Java and Go', 'hard must | any_of [Java, Go]'],
    ['SQL/NoSQL and Java', 'hard must | all_of of all_of [Java] any_of [SQL, NoSQL]'],
    ['CI/CD and C/C++', 'hard must | all_of [CI/CD, C, C++]'],
    ['Java (Hibernate) or Python (Django)', 'hard must | any_of of any_of [Hibernate] <Java> any_of [Django] <Python>'],
    ['Java; Docker. Kafka', 'hard must | all_of of all_of [Java] all_of [Docker] all_of [Kafka]'],
    ['Ovens: Gala, Lava, or similar', 'hard must | or_similar [Gala, Lava] <Ovens>'],
    ['Ovens: Gala and Lava', 'hard must | all_of [Gala, Lava]'],
    ['Infusion pumps (all shifts)', 'hard must | all_of [Infusion pumps]'],
    ['Infusion pumps within 12 months of hire', 'hard must | all_of [Infusion pumps]'],
    ['Java including Docker', 'hard must | all_of of all_of [Java] details [Docker]'],
    ['Letters and Sounds, Seesaw, or Jolly Phonics', 'hard must | any_of [Letters and Sounds, Seesaw, Jolly Phonics]'],
    ['Strong hands-on knowledge of the laminated doughs', 'hard must | all_of [laminated doughs]'],
    ['Trained in manual handling for hospitals', 'hard must | all_of [manual handling]'],
    ['A very long phrase about nothing in particular whatsoever', 'hard must | none'],
    ['Go', 'hard must | all_of [Go]'],
  ])('%s', (text, expected) => {
    expect(logicOf(text, 'hard')).toBe(expected);
  });

  it('long text is kept whole and searched at its start alone', () => {
    const text = `Java and ${'x'.repeat(1200)} and Kafka`;
    expect(requirementOf({ text, line: 1 }, 'hard', 'must')).toMatchObject({ text, skills: [{ id: 'java', name: 'Java', as: 'Java' }] });
  });
});

describe('what kind of requirement it is', () => {
  it.each([
    ["Bachelor's degree in Physics", "education must | all_of of any_of [Bachelor's degree] any_of [Physics]"],
    [
      "Bachelor's or Master's degree in Physics or Chemistry",
      "education must | all_of of any_of [Bachelor's degree, Master's degree] any_of [Physics, Chemistry]",
    ],
    ['Degree in sciences such as Physics', "education must | all_of of any_of [Bachelor's degree] any_of [sciences, Physics]"],
    ['BSc in sciences such as Physics', "education must | all_of of any_of [Bachelor's degree] any_of [sciences, Physics]"],
    ['3 years of nursing experience', 'experience must 3+ years | all_of [nursing]'],
    ['3 years after a degree', 'experience must 3+ years | none'],
    ['Proven track record in sales', 'experience must | all_of [sales]'],
    ['Patience with children', 'soft must | all_of [Patience]'],
    ['Java and patience', 'hard must | all_of [Java, Patience]'],
    ['Knows dough', 'hard must | all_of [Knows dough]'],
    ['PhD in Machine learning', 'education must | all_of of any_of [Doctorate] any_of [Machine learning]'],
    ['MSc in Machine learning', "education must | all_of of any_of [Master's degree] any_of [Machine learning]"],
    ['BSc in Machine learning', "education must | all_of of any_of [Bachelor's degree] any_of [Machine learning]"],
    ["Master's in Machine learning", "education must | all_of of any_of [Master's degree] any_of [Machine learning]"],
    ['BSN or MSN', "education must | any_of [Bachelor's degree, Master's degree]"],
    ['BSN and ACLS', "hard must | all_of [Bachelor's degree, ACLS]"],
    ['Degree graded 2:1 or better', "education must | any_of [Bachelor's degree]"],
    ['~3 years after a degree', 'experience must 3+ years | none'],
    ['One year of nursing experience', 'experience must 1+ years | all_of [nursing]'],
    ['Several years of experience in sales', 'experience must | all_of [sales]'],
    ['Many years experience in sales', 'experience must | all_of [sales]'],
    ['Many years’ experience in sales', 'experience must | all_of [sales]'],
    ['A year of experience in a kitchen', 'experience must | all_of [kitchen]'],
    ['Work experience in a laboratory', 'experience must | all_of [laboratory]'],
    ['Working experience in a laboratory', 'experience must | all_of [laboratory]'],
    ['At least 3 years of pastry experience in hotels', 'experience must 3+ years | all_of [pastry]'],
    ['3 years of budgeting experience in hotels', 'experience must 3+ years | all_of [Budgeting]'],
    ['5 years professional kitchen experience with steam ovens', 'experience must 5+ years | all_of [steam ovens]'],
    ['At least 5 years professional kitchen experience with steam ovens', 'experience must 5+ years | all_of [steam ovens]'],
    ['3 years of Java; typical candidates know Kotlin', 'experience must 3+ years | all_of [Java]'],
  ])('%s', (text, expected) => {
    expect(logicOf(text)).toBe(expected);
  });

  it.each([
    ['Bedside manner with families', 'soft', 'soft must | all_of [Bedside manner]'],
    ['Works with patience', 'soft', 'soft must | all_of [Patience]'],
    ['Preferred', 'experience', 'experience nice | none'],
    ['Ability to communicate with families', 'soft', 'soft must | all_of [Communication]'],
  ] as const)('%s, said to be %s', (text, kind, expected) => {
    expect(logicOf(text, kind)).toBe(expected);
  });
});

describe('must or nice to have', () => {
  it.each([
    ['Java preferred', 'nice'],
    ['Java is a plus', 'nice'],
    ['Java would be an advantage', 'nice'],
    ['Java (nice to have)', 'nice'],
    ['Ideally Java', 'nice'],
    ['Java is a strong bonus', 'nice'],
    ['Java desirable', 'nice'],
    ['Java is plus', 'nice'],
    ['Java as an asset', 'nice'],
    ['Java', 'must'],
    ['Knows customer preferences', 'must'],
  ])('%s: %s', (text, importance) => {
    expect(requirementOf({ text, line: 1 }, 'hard', 'must').importance).toBe(importance);
    expect(requirementOf({ text, line: 1 }, 'duty', 'must').importance).toBe('must');
    expect(requirementOf({ text, line: 1 }, 'hard', 'nice').importance).toBe('nice');
  });
});

describe('what is accepted instead', () => {
  it.each([
    ["Bachelor's degree or equivalent practical experience", true],
    ["Bachelor's degree, or an equivalent combination of education and experience", true],
    ["Bachelor's degree (equivalent experience welcome)", true],
    ['Ten years in lieu of a degree', true],
    ["Bachelor's degree or equivalent military training", true],
    ["Bachelor's degree or other equivalent vocational training", true],
    ["Bachelor's degree or a truly well-known equivalent education", true],
    ['Four years of baking in lieu of education', true],
    ["Bachelor's degree", false],
    ['High school diploma or equivalent', false],
  ])('%s: %s', (text, orEquivalent) => {
    expect(requirementOf({ text, line: 1 }, 'education', 'must').orEquivalent).toBe(orEquivalent);
  });

  it.each([
    ["Master's degree in Physics, or demonstrable certifications in optics", 'demonstrable certifications in optics'],
    ["Master's degree or a teaching licence", 'a teaching licence'],
    ["Master's degree or a teaching licence (Strongly preferred)", 'a teaching licence'],
    ["Master's degree or a teaching licence would be a plus", 'a teaching licence'],
    ["Master's degree or a completed apprenticeship", null],
    ["Master's degree or Bachelor's degree", null],
  ])('%s: %s', (text, alternative) => {
    expect(requirementOf({ text, line: 1 }, 'education', 'must').alternative).toBe(alternative);
  });
});
