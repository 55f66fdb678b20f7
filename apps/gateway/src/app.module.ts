/** The gateway: everything it is made of. */
import { Module } from '@nestjs/common';
import { Front } from '@rolecall/edge';
import { Gateway } from './gateway.js';

@Module({ providers: [{ provide: Front, useClass: Gateway }] })
export class AppModule {}
