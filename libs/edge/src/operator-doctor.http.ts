/** What `rolecall doctor` asks each service. */
import { Controller, Get } from '@nestjs/common';
import { Doctor } from '@rolecall/messaging';
import { Operator } from './operator.js';

@Operator()
@Controller('operator/doctor')
export class OperatorDoctorHttp {
  constructor(private readonly doctor: Doctor) {}

  /** By the process that answers. It takes seconds, and changes nothing. */
  @Get()
  examine() {
    return this.doctor.examine();
  }
}
