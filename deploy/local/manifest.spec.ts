import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { holdsAll, readManifest, verify } from './manifest.ts';

const sha256OfHello = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const pinned = new Map([['a.jar', sha256OfHello]]);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rolecall-manifest-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string) => writeFile(join(folder, name), text);

it('accepts exactly what was pinned', async () => {
  await put('a.jar', 'hello');
  await expect(verify(folder, pinned)).resolves.toBeUndefined();
  expect(await holdsAll(folder, pinned)).toBe(true);
});

it('names what is missing, changed or more', async () => {
  await expect(verify(folder, pinned)).rejects.toThrow('a.jar (missing)');
  expect(await holdsAll(folder, pinned)).toBe(false);
  await put('a.jar', 'hello!');
  await put('b.jar', '');
  await expect(verify(folder, pinned)).rejects.toThrow('a.jar (another checksum), b.jar (unknown)');
});

it('is read from lines of sha256sum, and nothing else', async () => {
  await put('m.sha256', `${sha256OfHello}  a.jar\n`);
  const file = pathToFileURL(join(folder, 'm.sha256'));
  expect(readManifest(file)).toEqual(pinned);
  await put('m.sha256', 'abc  a.jar\n');
  expect(() => readManifest(file)).toThrow('not a line of a manifest: abc  a.jar');
});

it('pins Kafka, its log, the mongod of the wheel and Zipkin', () => {
  const jars = readManifest(new URL('./kafka-4.3.1.sha256', import.meta.url));
  expect([...jars.keys()]).toEqual(
    expect.arrayContaining(['kafka_2.13-4.3.1.jar', 'kafka-clients-4.3.1.jar', 'log4j-slf4j-impl-2.25.4.jar']),
  );
  expect([...readManifest(new URL('./mongod-6.0.5.sha256', import.meta.url)).keys()]).toEqual(['mongod']);
  expect([...readManifest(new URL('./zipkin-3.5.1.sha256', import.meta.url)).keys()]).toEqual(['zipkin-server-3.5.1-exec.jar']);
});
