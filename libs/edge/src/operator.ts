/** `@Operator()` on a controller: operators alone may call what it holds. */
import { type CanActivate, type ExecutionContext, UseGuards } from '@nestjs/common';
import { callerIn } from './caller.js';
import { InvalidRequest } from './invalid-request.js';
import { forbidden } from './rejections.js';

/** Operators see what belongs to any organization, so an organization's own people are never operators. */
export const operatorOrg = 'operators';
const operatorRole = 'operator';

class OperatorsOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { org, person, dryRun } = callerIn(context);
    if (org !== operatorOrg || !person.roles?.includes(operatorRole)) throw forbidden({ role: operatorRole });
    if (dryRun) throw new InvalidRequest('query', [{ path: ['dryRun'], message: 'an operator’s act has no dry run' }]);
    return true;
  }
}

/** Throws `request/forbidden` for everybody else; InvalidRequest for a dry run. */
export const Operator = (): ClassDecorator & MethodDecorator => UseGuards(OperatorsOnly);
