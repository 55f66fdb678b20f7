/** Before each file of integration tests: the servers of this worker. */
const all = JSON.parse(process.env.TEST_SERVERS ?? '[]') as Record<'MONGO_URL' | 'KAFKA_BROKERS', string>[];
Object.assign(process.env, all[Number(process.env.JEST_WORKER_ID) - 1]);
