/**
 * Stack traces name our own sources: `node --import ./libs/telemetry/dist/source-maps.js …`, before anything else is loaded.
 * Node's own flag reads the maps of every dependency too, which takes 5 MB in each process.
 */
import { setSourceMapsSupport } from 'node:module';

setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
