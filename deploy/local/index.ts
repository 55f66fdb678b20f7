/** deploy/local: real Kafka, MongoDB, services and what watches them on this machine, without Docker. Tests, demo, start and bench share it. */

export type { Beside } from './beside.ts';
export { NotStarted } from './child.ts';
export { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';
export { type Gateway, type GatewayOptions, startGateway } from './gateway.ts';
export type { ProvidedPerson } from './identity/people.ts';
export { linesOf, type Observation, startObservation } from './observation.ts';
export { observe } from './observed.ts';
export { type Observer, startObserver } from './observer.ts';
export { startPipeline } from './pipeline.ts';
export { InUse } from './premises.ts';
export { type RunningSystem, runningSystems } from './running.ts';
export { type ServerOptions, type Servers, startServers } from './start-servers.ts';
export { type SystemOptions, startSystem } from './start-system.ts';
export { type Hurtable, type Service, type ServiceName, type System, serviceNames } from './system.ts';
export { NoWay } from './ways.ts';
