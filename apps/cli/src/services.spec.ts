/** Whom the command line asks, and what it makes of those who give no answer. */
import { Away, askAll, Operator, Plain, type Service, servicesFrom } from './services.js';

const here = servicesFrom();
const askedBut = (silent: string, error: Error, services: readonly Service[] = here) =>
  askAll(services, async ({ name }) => {
    if (name === silent) throw error;
    return `${name} answers`;
  });

it('asks all six of this machine, of which those that only read need not run', () => {
  expect(here.map(({ name }) => name)).toEqual(['requisition', 'screening', 'interview', 'offer', 'observer', 'pipeline']);
  expect(here.filter(({ optional }) => optional).map(({ name }) => name)).toEqual(['observer', 'pipeline']);
});

it('asks those of ROLECALL_SERVICES and no other, and each of them must answer', () => {
  const services = servicesFrom('offer=https://offer.example/, observer=https://observer.example');
  expect(services).toEqual([
    { name: 'offer', url: 'https://offer.example' },
    { name: 'observer', url: 'https://observer.example' },
  ]);
});

it('whoever names the observer wants its answer', async () => {
  const named = new Operator(here, undefined).service('observer');
  expect(await askedBut('observer', new Away('gone'), [named])).toEqual({ answers: [], away: ['gone'], absent: [] });
});

it.each([
  ['a service that is away is told', 'offer', new Away('gone'), ['gone'], []],
  ['an observer that is away is told apart', 'observer', new Away('gone'), [], ['gone']],
  ['an observer that says no is told as every service', 'observer', new Plain('no'), ['no'], []],
])('%s, and hides none of the others', async (_, silent, error, away, absent) => {
  const asked = await askedBut(silent, error);
  expect([asked.away, asked.absent]).toEqual([away, absent]);
  expect(asked.answers.map(({ answer }) => answer)).toEqual(here.flatMap(({ name }) => (name === silent ? [] : [`${name} answers`])));
});

it('what is nobody’s to put right is thrown on', async () => {
  await expect(askedBut('offer', new TypeError('a bug'))).rejects.toThrow('a bug');
});
