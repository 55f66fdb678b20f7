/** Gives a service its ports, its transport of events, and runs its backbone. Import it once: `MessagingModule.forRoot({ service: 'offer' })`. */
import { type DynamicModule, Module } from '@nestjs/common';
import { Server } from '@nestjs/microservices';
import { Backbone } from './backbone.js';
import { messagingConfig, reconcilerConfig } from './config.js';
import { DeadLetterDesk } from './consuming/dead-letter-desk.js';
import { groupOf, KafkaStrategy } from './consuming/kafka.strategy.js';
import { Doctor } from './doctor/doctor.js';
import { KnownSecrets } from './doctor/known-secrets.js';
import { HealthChecks } from './health/health-checks.js';
import type { Broker, Log } from './kafka/broker.js';
import { KafkaBroker } from './kafka/kafka-broker.js';
import { nestLog } from './kafka/nest-log.js';
import { MongoDatabase } from './mongo/database.js';
import { headsRebuild } from './operations/heads-rebuild.js';
import type { JobWork } from './operations/job.js';
import { Jobs } from './operations/jobs.js';
import { reconcileJob } from './operations/reconcile-job.js';
import { type Clock, type Database, Ports, type Randomness } from './ports.js';
import { hearing } from './reconciling/hearing.js';
import { Reconciler } from './reconciling/reconciler.js';
import { replayJob, republishJob } from './replaying/jobs.js';
import type { ReplayOf } from './replaying/replay.js';
import { ServerWatch } from './servers/server-watch.js';
import { systemClock, systemRandomness } from './system-ports.js';
import { Daily } from './verifying/daily.js';
import { Verifier } from './verifying/verifier.js';
import { verifyJob } from './verifying/verify.js';

export class ServicePorts extends Ports {
  constructor(
    readonly service: string,
    readonly database: Database,
    readonly broker: Broker,
    readonly clock: Clock = systemClock,
    readonly randomness: Randomness = systemRandomness,
  ) {
    super();
  }
}

/** What operators may have done by a service in steps. */
const jobsOf = (of: ReplayOf, reconciler: Reconciler): JobWork[] => [
  ...[headsRebuild(of.ports), replayJob(of), republishJob(of.ports), verifyJob(of)],
  reconcileJob(of.ports, reconciler),
];

const replayOf = (ports: Ports, strategy: KafkaStrategy, log: Log): ReplayOf => ({
  ...{ ports, group: groupOf(ports.service), handlers: () => strategy.table, deadLetters: strategy.deadLetters, log },
});

/** What looks at the servers themselves knows them as they are: only a real service is looked at. */
const serversOf = ({ database, broker }: Ports) => ({ database: database as MongoDatabase, broker: broker as KafkaBroker });

const watchOf = (ports: Ports) =>
  new ServerWatch({ mongodb: () => serversOf(ports).database.line(), kafka: () => serversOf(ports).broker.line() }, ports.clock);

const heard = (ports: Ports, strategy: KafkaStrategy) => hearing(ports, () => strategy.table?.topics);

@Module({})
export class MessagingModule {
  static forRoot({ service }: { service: string }): DynamicModule {
    const ports = {
      provide: Ports,
      useFactory: async () => {
        const { mongoUrl, kafkaBrokers } = messagingConfig();
        const [database, broker] = await Promise.all([
          MongoDatabase.open(mongoUrl),
          KafkaBroker.open({ clientId: `rolecall.${service}`, brokers: kafkaBrokers }),
        ]);
        return new ServicePorts(service, database, broker);
      },
    };
    const consuming = (of: Ports) => new KafkaStrategy(of, { consuming: { sessionTimeoutMs: messagingConfig().sessionTimeoutMs } });
    const strategy = { provide: Server, inject: [Ports], useFactory: consuming };
    const desk = { provide: DeadLetterDesk, inject: [Server], useFactory: (of: KafkaStrategy) => of.desk };
    const reconciler = {
      provide: Reconciler,
      inject: [Ports, Server],
      useFactory: (of: Ports, consumes: KafkaStrategy) =>
        new Reconciler(of, { log: nestLog('reconciler') }, reconcilerConfig(), heard(of, consumes)),
    };
    const jobs = {
      provide: Jobs,
      inject: [Ports, Server, Reconciler],
      useFactory: (of: Ports, consumes: KafkaStrategy, rules: Reconciler) =>
        new Jobs(of, jobsOf(replayOf(of, consumes, nestLog('jobs')), rules), { log: nestLog('jobs') }),
    };
    const verifier = {
      provide: Verifier,
      inject: [Ports, Server, Jobs],
      useFactory: (of: Ports, consumes: KafkaStrategy, started: Jobs) =>
        new Verifier(replayOf(of, consumes, nestLog('verifier')), new Daily(of, started, heard(of, consumes))),
    };
    const watch = { provide: ServerWatch, inject: [Ports], useFactory: watchOf };
    const health = {
      provide: HealthChecks,
      inject: [ServerWatch, Server],
      useFactory: (servers: ServerWatch, consumes: KafkaStrategy) => new HealthChecks(servers, consumes, systemClock),
    };
    const secrets = { provide: KnownSecrets, inject: [Ports], useFactory: (of: Ports) => new KnownSecrets(of.database) };
    const doctor = {
      provide: Doctor,
      inject: [Ports, Server, Jobs, KnownSecrets],
      useFactory: (of: Ports, consuming: KafkaStrategy, all: Jobs, known: KnownSecrets) =>
        new Doctor({ ports: of, ...serversOf(of), consuming, jobs: all, secrets: known }),
    };
    const providers = [ports, strategy, desk, reconciler, jobs, verifier, watch, health, secrets, doctor, Backbone];
    const exports = [Ports, DeadLetterDesk, Jobs, Reconciler, HealthChecks, KnownSecrets, Doctor];
    return { module: MessagingModule, global: true, providers, exports };
  }
}
