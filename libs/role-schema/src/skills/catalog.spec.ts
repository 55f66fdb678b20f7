import { catalog, catalogById, withBroader } from './catalog.js';

it('ids are unique', () => {
  expect(catalogById.size).toBe(catalog.length);
});

it('what a skill is an instance of is in the catalogue', () => {
  expect(catalog.flatMap(({ broader }) => broader).filter((id) => !catalogById.has(id))).toEqual([]);
});

it('no name stands for two skills', () => {
  const names = catalog.flatMap(({ names }) => names.map(({ text }) => text.toLowerCase()));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('no name is empty or marked', () => {
  expect(catalog.flatMap(({ names }) => names).filter(({ text }) => !/^[\p{L}\p{N}.]/u.test(text))).toEqual([]);
});

it.each([
  ['go', 'Go', 'Golang', 'name'],
  ['go', 'Go', 'Go', 'word'],
  ['kubernetes', 'Kubernetes', 'k8s', 'name'],
  ['javascript', 'JavaScript', 'JS', 'name'],
  ['pals', 'PALS', 'PALS', 'exact'],
  ['communication', 'Communication', 'communicate', 'notion'],
])('%s: %s is also %s, as a %s', (id, name, text, kind) => {
  expect(catalogById.get(id)).toMatchObject({ name, names: expect.arrayContaining([{ text, kind }]) });
});

it('an instance is an instance of all above it', () => {
  expect(withBroader('amazon-eks')).toEqual([
    'amazon-eks',
    'aws',
    'kubernetes',
    'cloud-platforms',
    'container-orchestration',
    'containers',
  ]);
  expect(withBroader('doctorate')).toEqual([
    'doctorate',
    'master-s-degree',
    'bachelor-s-degree',
    'associate-degree',
    'high-school-diploma',
  ]);
  expect(withBroader('the-document-s-own')).toEqual(['the-document-s-own']);
});
