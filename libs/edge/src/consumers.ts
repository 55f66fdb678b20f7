/** Connects the service's transport of events, when a module provides one under Nest's own token `Server`. The edge knows no broker. */
import type { INestApplication } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';

/** A transport that can tell whether it still does its work. */
type Transport = Server & CustomTransportStrategy & { alive?(): boolean };

/** Call it before the application starts. The answer tells whether the transport lives; without one it always does. */
export function connectConsumers(app: INestApplication): () => boolean {
  const transport = provided(app);
  if (!transport) return () => true;
  // The pipes and filters of HTTP are not for events: the transport must see each error as it is.
  app.connectMicroservice({ strategy: transport }, { inheritAppConfig: false });
  return () => transport.alive?.() ?? true;
}

function provided(app: INestApplication): Transport | undefined {
  try {
    return app.get<Transport>(Server, { strict: false });
  } catch {
    // Nest throws when nobody provides it, and for nothing else: the instance was made with the application.
    return undefined;
  }
}
