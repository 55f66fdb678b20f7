/** The addresses a service answers, to tell a wrong method from a wrong address. */
import type { FastifyInstance } from 'fastify';

export class Routes {
  private readonly known: { readonly method: string; readonly pattern: RegExp }[] = [];

  /** Listens for the routes that are added from now on. */
  constructor(server: FastifyInstance) {
    server.addHook('onRoute', ({ method, url }) => {
      for (const name of [method].flat()) this.known.push({ method: name, pattern: patternOf(url) });
    });
  }

  /** The methods that an address answers; empty when it is nobody's address. */
  methodsOf(path: string): string[] {
    const found = this.known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    return [...new Set(found)].sort();
  }
}

const patternOf = (url: string): RegExp =>
  new RegExp(
    `^${url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part === '*' ? '.*' : literal(part)))
      .join('/')}$`,
  );

const literal = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
