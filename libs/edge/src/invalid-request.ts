/** What a schema said no to: where in the request, and why; never the values, for they may be personal data. */
import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common';

type Place = 'body' | 'query' | 'path' | 'header' | 'request';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

export interface FieldError {
  readonly in: Place;
  /** Such as `seats.0.bandId`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

const errorsMax = 50;
const textMax = 300;

export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly errors: readonly FieldError[];

  constructor(place: Place, issues: readonly Issue[], under: readonly string[] = []) {
    super('a schema refused the request');
    this.errors = issues.slice(0, errorsMax).map(({ path = [], message }) => ({
      in: place,
      path: cut([...under, ...path.map(keyOf)].join('.')),
      message: cut(message),
    }));
  }
}

const places: Record<ArgumentMetadata['type'], Place> = { body: 'body', query: 'query', param: 'path', custom: 'request' };

/** Checks every parameter that has a schema; throws InvalidRequest. */
@Injectable()
export class SchemaPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: (issues) => new Refused(issues) });
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      throw new InvalidRequest(places[metadata.type], error.issues, metadata.data ? [metadata.data] : []);
    }
  }
}

class Refused extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super();
  }
}

const keyOf = (segment: PropertyKey | { readonly key: PropertyKey }): string => String(typeof segment === 'object' ? segment.key : segment);
const cut = (text: string): string => (text.length > textMax ? `${text.slice(0, textMax)}…` : text);
