/** Starts the gateway. */
import { bootstrap } from '@rolecall/edge';
import { AppModule } from './app.module.js';

await bootstrap(AppModule, { service: 'gateway' });
