/** Connects the service's transport of events, when a module provides one under Nest's own token `Server`. The edge knows no broker. */
import type { Abstract, INestApplication, Type } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';

/** A transport that can tell whether it still does its work. */
type Transport = Server & CustomTransportStrategy & { alive?(): boolean };

/** Call it before the application starts. The answer tells whether the transport lives; without one it always does. */
export function connectConsumers(app: INestApplication): () => boolean {
  const transport = provided<Transport>(app, Server);
  if (!transport) return () => true;
  // The pipes and filters of HTTP are not for events: the transport must see each error as it is.
  app.connectMicroservice({ strategy: transport }, { inheritAppConfig: false });
  return () => transport.alive?.() ?? true;
}

export function provided<T>(app: INestApplication, token: Type<T> | Abstract<T>): T | undefined {
  try {
    return app.get<T>(token as Type<T>, { strict: false });
  } catch {
    // Nest throws when nobody provides it, and for nothing else: the instance was made with the application.
    return undefined;
  }
}
