/** Every error of the HTTP side ends here and leaves as problem+json. The request's own line says what it was (requests.ts). */
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { currentTrace, spanEvent, tellSpan } from '@rolecall/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemHeaders, problemOf } from './problem.js';
import { pathOf } from './request-span.js';
import type { Routes } from './routes.js';
import { countProblem } from './told-problems.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: Routes,
    private readonly bodyBytesMax: number,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    const inWork = request.inWork ?? ((fn: () => void) => fn());
    inWork(() => this.answer(error, request, reply));
  }

  private answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const instance = pathOf(request);
    const allowed = request.is404 ? this.routes.methodsOf(instance) : [];
    const problem = problemOf(error, { instance, traceId: currentTrace()?.traceId, bodyBytesMax: this.bodyBytesMax, allowed });
    tellSpan(problem.status < 500 ? spanEvent.refused : spanEvent.failed, problem.code);
    request.problem = { code: problem.code, error };
    countProblem(problem);
    reply.code(problem.status).headers(problemHeaders(problem, allowed)).send(JSON.stringify(problem));
  }
}
