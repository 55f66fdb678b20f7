/** testing: what tests of several libs and apps share: ports on real servers, waiting, and the simulation of several services. */
export * from './ports.js';
export { MemoryDatabase } from './simulation/memory-database.js';
export { SimulatedClock, seededRandomness } from './simulation/simulated-clock.js';
export { SimulatedService } from './simulation/simulated-service.js';
export { type Move, pick, Simulation } from './simulation/simulation.js';
export { at, days, hours, telling } from './told.js';
