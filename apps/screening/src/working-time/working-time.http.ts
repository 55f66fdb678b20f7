/** The organization's working time: read it, set it. */
import { Body, Controller, Get, Post } from '@nestjs/common';
import { type SetWorkingTimeBody, setWorkingTimeBody } from '@rolecall/contracts';
import { answer, Caller, type CommandAnswer, view } from '@rolecall/edge';
import { workingTime } from './working-time.js';
import { theOne, WorkingTimes } from './working-times.js';

@Controller('working-time')
export class WorkingTimeHttp {
  constructor(private readonly workingTimes: WorkingTimes) {}

  @Get()
  async get(@Caller() caller: Caller) {
    const loaded = await this.workingTimes.of(caller.org);
    return view(loaded, workingTime, { set: (state) => state }, caller, { ...loaded.state });
  }

  /** From now on; what is due already stays due when it was. */
  @Post('set')
  set(@Body({ schema: setWorkingTimeBody }) body: SetWorkingTimeBody, @Caller() caller: Caller): Promise<CommandAnswer> {
    return answer(this.workingTimes, theOne, { do: 'set', ...body }, caller);
  }
}
