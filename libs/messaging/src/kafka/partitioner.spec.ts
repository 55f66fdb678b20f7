import { Partitioners } from 'kafkajs';
import { murmur2, partitionOf } from './partitioner.js';

/** From Kafka's own UtilsTest.testMurmur2. */
const javaVectors: [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

it.each(javaVectors)('hashes %s as the Java client does', (key, hash) => expect(murmur2(key)).toBe(hash));

it('agrees with the default partitioner of kafkajs for keys of every length', () => {
  const theirs = Partitioners.DefaultPartitioner();
  for (const partitions of [1, 3, 12, 50]) {
    const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 0 })) as never;
    for (let length = 1; length < 60; length += 1) {
      const key = Array.from({ length }, (_, n) => String.fromCharCode(33 + ((n * 31 + length * 7) % 400))).join('');
      expect(partitionOf(key, partitions)).toBe(theirs({ topic: 't', partitionMetadata, message: { key, value: null } }));
    }
  }
});
