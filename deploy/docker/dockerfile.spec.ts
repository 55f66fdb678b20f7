/** How a Dockerfile and a .dockerignore are read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../tools/sources.ts';
import { ignoredBy, listOf, readDockerfile, wordsOf } from './dockerfile.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const one = (line: string) => readDockerfile(line)[0]!;

it('reads an instruction, its flags and the lines that it goes on in', () =>
  expect(readDockerfile('# why\nRUN --mount=type=cache,target=/c a \\\n# between\n && b\n\nWORKDIR /x\n')).toEqual([
    { name: 'RUN', flags: { mount: 'type=cache,target=/c' }, text: 'a  && b' },
    { name: 'WORKDIR', flags: {}, text: '/x' },
  ]));

it.each(['LABEL a=b', 'copy a b', 'COPY --chown=node a b', '  && b'])('refuses what it does not know: %s', (line) =>
  expect(() => readDockerfile(line)).toThrow(/known/),
);

it.each(['COPY *.json ./', 'ENV A="b c"', 'COPY $FROM ./'])('refuses words that something has to be filled in: %s', (line) =>
  expect(() => wordsOf(one(line))).toThrow(/known/),
);

it('reads plain words, and commands that are lists', () => {
  expect(wordsOf(one('COPY --from=build /rolecall/libs  libs'))).toEqual(['/rolecall/libs', 'libs']);
  expect(listOf(one('ENTRYPOINT ["node", "a.js"]'))).toEqual(['node', 'a.js']);
  expect(listOf(one('HEALTHCHECK --retries=3 CMD ["node", "-e", "[1]"]'))).toEqual(['node', '-e', '[1]']);
  expect(() => listOf(one('CMD node a.js'))).toThrow(/known/);
});

it('reads the whole Dockerfile', () =>
  expect(readDockerfile(read('deploy/docker/Dockerfile')).filter(({ name }) => name === 'FROM')).toHaveLength(3));

it('sends what .dockerignore lets through', () => {
  const ignored = ignoredBy(read('.dockerignore'));
  const sent = ['package.json', '.npmrc', 'tools/swc.json', 'apps', 'apps/offer/src/main.ts', 'libs/kernel/package.json'];
  const kept = ['README.md', '.env', 'tools/run.mjs', 'docs/a/apps', 'apps/offer/dist', 'apps/offer/dist/main.js', 'libs/a/node_modules/b'];
  expect(sent.filter(ignored)).toEqual([]);
  expect([...kept, 'apps/offer/src/offer.spec.ts', 'libs/a/src/b.integration.ts'].filter((path) => !ignored(path))).toEqual([]);
});
