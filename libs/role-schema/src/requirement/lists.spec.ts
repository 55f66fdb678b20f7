import { logicOf } from '../testing.js';

/** Lists of a hard requirement. */
const lists = (text: string) => logicOf(text, 'hard').split(' | ')[1];

describe('others like them may do', () => {
  it.each([
    ['Java or similar', 'or_similar [Java]'],
    ['Java or equivalent', 'or_similar [Java]'],
    ['Java or a similar language', 'or_similar [Java]'],
    ['Java and others', 'or_similar [Java]'],
    ['Java etc.', 'or_similar [Java]'],
    ['Java (or similar)', 'or_similar [Java]'],
    ['CPA (or equivalent)', 'or_similar [CPA]'],
    ['Java, Kotlin (or similar)', 'or_similar [Java, Kotlin]'],
    ['Ovens (Gala, etc.)', 'or_similar [Gala] <Ovens>'],
    ['Ovens (e.g., Gala, Lava)', 'or_similar [Gala, Lava] <Ovens>'],
    ['Ovens, including Gala (or similar)', 'all_of of all_of [Ovens] details [Gala]'],
    ['Ovens, including Gala (steam)', 'all_of of all_of [Ovens] details [Gala] details [steam]'],
    ['Ovens (all shifts)', 'all_of [Ovens]'],
  ])('%s: %s', (text, expected) => expect(lists(text)).toBe(expected));
});

describe('examples are of what stands before them', () => {
  it.each([
    ['Ovens, e.g. Gala and Lava', 'any_of [Gala, Lava] <Ovens>'],
    ['Ovens, e.g., Gala', 'any_of [Gala] <Ovens>'],
    ['Ovens, for example Gala', 'any_of [Gala] <Ovens>'],
    ['Ovens, for example, Gala', 'any_of [Gala] <Ovens>'],
    ['Ovens, for instance Gala', 'any_of [Gala] <Ovens>'],
    ['Ovens (Gala or ones like Lava)', 'any_of [Gala, ones like Lava] <Ovens>'],
    ['Ovens, (Gala or Lava)', 'any_of [Gala, Lava] <Ovens>'],
    ['Ovens: (Gala or Lava)', 'any_of [Gala, Lava] <Ovens>'],
    ['Ovens such as (Gala, Lava)', 'all_of of all_of [Ovens] any_of [Gala, Lava]'],
    ['Ovens, etc. (Gala or Lava)', 'any_of [Gala, Lava] <Ovens>'],
    ['Ovens: Gala or Lava, including steam', 'any_of of any_of [Gala, Lava] <Ovens> details [steam]'],
    ['Sourdough: –', 'none'],
  ])('%s: %s', (text, expected) => expect(lists(text)).toBe(expected));
});

describe('all, or one of them', () => {
  it.each([
    ['Welding,cutting and grinding', 'all_of [Welding, cutting, grinding]'],
    ['Welding,cutting, or grinding', 'any_of [Welding, cutting, grinding]'],
    ['Welding, cutting & grinding', 'all_of [Welding, cutting, grinding]'],
    ['Either ovens and mixers', 'any_of [ovens, mixers]'],
    ['At least one database', 'all_of [database]'],
    ['At least one of ovens, mixers and kettles such as Gala', 'all_of of any_of [ovens, mixers] any_of [Gala] <kettles>'],
    ['TCP/IP and PL/SQL', 'all_of [TCP/IP, SQL]'],
    ['HR/payroll and Java', 'all_of [HR/payroll, Java]'],
    ['Forklift/crane', 'any_of [Forklift, crane]'],
  ])('%s: %s', (text, expected) => expect(lists(text)).toBe(expected));
});

describe('a part that begins with "or" is an alternative to the part before', () => {
  it.each([
    ['with examples in parentheses', 'Java (Hibernate) or Python (Django)', 'any_of of any_of [Hibernate] <Java> any_of [Django] <Python>'],
    ['in a clause of its own', 'Java (Hibernate); or Python (Django)', 'any_of of any_of [Hibernate] <Java> any_of [Django] <Python>'],
    [
      'with all of its own',
      'Java (Hibernate) or Python (Django and Flask)',
      'any_of of any_of [Hibernate] <Java> any_of [Python] all_of [Django, Flask]',
    ],
    [
      'with examples behind it',
      'Java (Hibernate) or Python such as Django',
      'any_of of any_of [Hibernate] <Java> any_of [Django] <Python>',
    ],
    ['with details', 'Java (Hibernate) or Python including Django', 'any_of of any_of [Hibernate] <Java> any_of [Python] details [Django]'],
    [
      'not when the "or" is within it',
      'Java (Hibernate) and Python or Kotlin',
      'all_of of any_of [Hibernate] <Java> any_of [Python, Kotlin]',
    ],
    [
      'not when something is needed besides',
      'Java (Hibernate) or Python (Django) and SQL',
      'all_of of any_of [Hibernate] <Java> any_of [Django] <Python> all_of [SQL]',
    ],
  ])('%s', (_, text, expected) => expect(lists(text)).toBe(expected));
});
