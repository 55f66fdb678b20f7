/** The long work that operators have a service do: begin it, see how far it is, cancel it. */
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Jobs } from '@rolecall/messaging';
import { z } from 'zod';
import { location } from './answer.js';
import { Caller } from './caller.js';
import { Operator } from './operator.js';
import { idParam } from './schemas.js';

const nameMax = 64;
const beginJobBody = z
  .strictObject({
    kind: z.string().min(1).max(nameMax),
    options: z.record(z.string().max(nameMax), z.union([z.string().max(1000), z.number(), z.boolean()])).default({}),
  })
  .meta({ id: 'BeginJobBody' });
type BeginJobBody = z.output<typeof beginJobBody>;

@Operator()
@Controller('operator/jobs')
export class OperatorJobsHttp {
  constructor(private readonly jobs: Jobs) {}

  /** The latest first. */
  @Get()
  async list() {
    return { items: await this.jobs.list() };
  }

  @Get(':id')
  show(@Param('id', { schema: idParam }) id: string) {
    return this.jobs.of(id);
  }

  @Post()
  async begin(@Body({ schema: beginJobBody }) { kind, options }: BeginJobBody, @Caller() caller: Caller) {
    return { ...(await this.jobs.begin(kind, options, caller.person)), [location]: true };
  }

  /** What its steps have done stays. */
  @Post(':id/cancel')
  cancel(@Param('id', { schema: idParam }) id: string, @Caller() caller: Caller) {
    return this.jobs.cancel(id, caller.person);
  }
}
