/** Calls a service's controllers without HTTP: by Nest's own record of their routes, with the body checked by its schema. */
import { randomUUID } from 'node:crypto';
import { RequestMethod } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { Running } from '@rolecall/edge';
import { systemClock, systemRandomness } from '@rolecall/messaging';
import { org } from './hire.ts';

interface Argument {
  readonly index: number;
  readonly data?: string;
  readonly schema?: { parse(value: unknown): unknown };
  /** Of `@Caller()`: makes the caller of a request. */
  readonly factory?: (data: unknown, context: { switchToHttp(): { getRequest(): unknown } }) => unknown;
}

interface Endpoint {
  readonly route: string;
  readonly path: RegExp;
  readonly names: readonly string[];
  readonly args: readonly Argument[];
  readonly call: (...given: unknown[]) => Promise<unknown>;
}

export class Direct {
  private readonly endpoints: readonly Endpoint[];

  constructor({ app }: Running) {
    const controllers = [...app.get(ModulesContainer).values()].flatMap(({ controllers: all }) => [...all.values()]);
    this.endpoints = controllers.flatMap(({ instance, metatype }) => endpointsOf(instance as object, metatype as never));
  }

  /** POST. Throws the decider's Rejection. */
  post(person: string, path: string, body: object): Promise<unknown> {
    for (const { route, path: pattern, names, args, call } of this.endpoints) {
      const found = pattern.exec(path);
      if (!found) continue;
      const params = Object.fromEntries(names.map((name, n) => [name, found[n + 1]]));
      const identity = { org, person: { kind: 'person', id: person, roles: [] } };
      const request = {
        ...{ identity, id: systemRandomness.id(), at: systemClock.now(), method: 'POST', query: {} },
        ...{ routeOptions: { url: route }, headers: { 'idempotency-key': randomUUID() } },
      };
      const given: unknown[] = [];
      for (const { index, data, schema, factory } of args) {
        const value = data ? params[data] : body;
        given[index] = factory ? factory(data, { switchToHttp: () => ({ getRequest: () => request }) }) : (schema?.parse(value) ?? value);
      }
      return call(...given);
    }
    throw new Error(`no endpoint: POST ${path}`);
  }
}

type Controller = new (...args: never[]) => object;

function endpointsOf(instance: object, controller: Controller): Endpoint[] {
  const under = Reflect.getMetadata('path', controller) as string | undefined;
  return methodsOf(controller.prototype).flatMap((name) => {
    const method = controller.prototype[name];
    if (Reflect.getMetadata('method', method) !== RequestMethod.POST) return [];
    const parts = ['v1', under, Reflect.getMetadata('path', method) as string].flatMap((part) => (part ?? '').split('/')).filter(Boolean);
    const args = Object.values(Reflect.getMetadata('__routeArguments__', controller, name) ?? {}) as Argument[];
    const route = `/${parts.join('/')}`;
    return {
      ...{ route, args, path: new RegExp(`^${route.replace(/:\w+/g, '([^/]+)')}$`) },
      ...{ names: parts.filter((part) => part.startsWith(':')).map((part) => part.slice(1)), call: method.bind(instance) },
    };
  });
}

/** Also those of the classes that it extends. */
const methodsOf = (prototype: object | null): string[] =>
  prototype === null || prototype === Object.prototype
    ? []
    : [...new Set([...Object.getOwnPropertyNames(prototype), ...methodsOf(Object.getPrototypeOf(prototype))])];
