import { logicOf } from '../testing.js';
import { softSkillsOf } from './soft.js';

describe('of a soft requirement what stands first is asked, and the rest says what for', () => {
  it.each([
    ['Ability to communicate with empathy', 'Communication'],
    ['Demonstrated ability to communicate with empathy', 'Communication'],
    ['Able to negotiate with suppliers through patience', 'Negotiation'],
    ['Patience: communicates when it is loud', 'Patience'],
    ['Works with patience and empathy', 'Patience, Empathy'],
    ['Leadership and budgeting', 'Leadership'],
    ['Ability to juggle', 'juggle'],
    ['Good bedside manner', 'bedside manner'],
    ['Bedside manner (day and night)', 'Bedside manner'],
  ])('%s: %s', (text, skills) => expect(logicOf(text, 'soft')).toBe(`soft must | all_of [${skills}]`));

  it('in the words that the document has first', () => {
    expect(softSkillsOf('Empathetic and full of empathy')).toEqual({
      skills: [{ id: 'empathy', name: 'Empathy', as: 'Empathetic' }],
      logic: 'all_of',
      groups: [{ logic: 'all_of', label: null, skills: ['empathy'] }],
    });
  });
});
