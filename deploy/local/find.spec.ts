/** How servers are found: what their own words say, and what is said when there are none. */
import { versionOf } from './find-kafka.ts';
import { mongodVersion } from './find-mongod.ts';
import { versionOfTool } from './find-prometheus.ts';
import { findJava, majorOf, versionOfJava } from './java.ts';
import { runTool } from './tool.ts';
import { firstThatWorks, NoWay } from './ways.ts';

it.each([
  ['openjdk version "17.0.15" 2025-04-15', '17.0.15', 17],
  ['java version "1.8.0_401"', '1.8.0_401', 8],
  ['openjdk version "25" 2025-09-16', '25', 25],
])('reads the version of Java from %j', (printed, version, major) => {
  expect(versionOfJava(printed)).toBe(version);
  expect(majorOf(version)).toBe(major);
});

it('knows no version where none is said', () => {
  expect(versionOfJava('something else')).toBeUndefined();
  expect(majorOf('')).toBe(0);
});

it('reads the versions of Kafka and MongoDB', () => {
  expect(versionOf(['zstd.jar', 'kafka_2.13-4.3.1.jar'])).toBe('4.3.1');
  expect(versionOf(['kafka-clients-4.3.1.jar'])).toBeUndefined();
  expect(mongodVersion('db version v6.0.5\nBuild Info: {}')).toBe('6.0.5');
  expect(mongodVersion('no such thing')).toBeUndefined();
});

it('reads the versions of Prometheus and Alertmanager', () => {
  expect(versionOfTool('prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5)\n  go version: go1.19.8')).toBe('2.42.0');
  expect(versionOfTool('alertmanager, version 0.31.1 (branch: , revision: unknown)')).toBe('0.31.1');
  expect(versionOfTool('no such thing')).toBeUndefined();
});

it('says that a tool is not installed, too slow, or what it said last', async () => {
  await expect(findJava({ JAVA_HOME: '/nowhere' })).rejects.toThrow('/nowhere/bin/java is not installed');
  const node = (script: string, withinMs = 30_000) => runTool(process.execPath, ['-e', script], { withinMs });
  await expect(node('setInterval(() => 0, 1000)', 500)).rejects.toThrow('did not end within 0.5 s');
  await expect(node('console.error("no space"); process.exit(3)')).rejects.toThrow('ended with 3: no space');
  expect(await node('console.log("fine")')).toBe('fine\n');
});

it('takes the first way that works', async () => {
  const asked: string[] = [];
  const way = (name: string, find: () => Promise<string>) => ({
    name,
    find: () => {
      asked.push(name);
      return find();
    },
  });
  const no = () => Promise.reject(new Error('no'));
  expect(await firstThatWorks('It', [way('a', no), way('b', async () => 'found'), way('c', no)], [])).toBe('found');
  expect(asked).toEqual(['a', 'b']);
});

it('says what was tried, why each failed, and what helps', async () => {
  const ways = [{ name: 'KAFKA_HOME', find: () => Promise.reject(new Error('not set')) }];
  const failure = firstThatWorks('Kafka', ways, ['install Java']);
  await expect(failure).rejects.toThrow(NoWay);
  await expect(failure).rejects.toThrow(
    'Kafka was neither found nor could be fetched:\n  - KAFKA_HOME: not set\nAny one of these helps:\n  - install Java',
  );
});
