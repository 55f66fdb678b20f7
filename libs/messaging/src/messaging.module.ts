/** Gives a service its ports, its transport of events, and runs its backbone. Import it once: `MessagingModule.forRoot({ service: 'offer' })`. */
import { type DynamicModule, Module } from '@nestjs/common';
import { Server } from '@nestjs/microservices';
import { Backbone } from './backbone.js';
import { messagingConfig } from './config.js';
import { KafkaStrategy } from './consuming/kafka.strategy.js';
import type { Broker } from './kafka/broker.js';
import { KafkaBroker } from './kafka/kafka-broker.js';
import { MongoDatabase } from './mongo/database.js';
import { type Clock, type Database, Ports, type Randomness } from './ports.js';
import { systemClock, systemRandomness } from './system-ports.js';

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
    return { module: MessagingModule, global: true, providers: [ports, strategy, Backbone], exports: [Ports] };
  }
}
