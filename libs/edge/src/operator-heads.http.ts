/** What operators see of aggregates whose commits cannot be folded. */
import { Controller, Get } from '@nestjs/common';
import { Ports } from '@rolecall/messaging';
import { Operator } from './operator.js';

const shownMax = 1000;

@Operator()
@Controller('operator/broken')
export class OperatorHeadsHttp {
  constructor(private readonly ports: Ports) {}

  /** Oldest first. */
  @Get()
  async broken() {
    return { items: await this.ports.database.brokenAggregates(shownMax) };
  }
}
