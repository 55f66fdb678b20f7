/** Bodies made of published schemas: a good one, with a mark in every field that is marked, and as many that are wrong. */
import { amounts, word } from './marks.ts';

// biome-ignore lint/suspicious/noExplicitAny: a JSON Schema is read by its keywords.
export type Schema = any;

/** What no schema can say of a field. */
export type Known = Readonly<Record<string, unknown>>;

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const formats: Known = { uuid: '01932c07-0000-7a5e-9c3e-00000000e001', 'date-time': inDays(10), date: inDays(30).slice(0, 10) };

export class Samples {
  private readonly root: Schema;
  private readonly known: Known;

  /** `known`: what is sent for a field of that name, such as ids of what there is. */
  constructor(root: Schema, known: Known) {
    this.root = root;
    this.known = known;
  }

  good = (): Schema => this.of(this.root, 'body', false);

  /** Each wrong in one way, at every field that is marked. */
  wrong(): Schema[] {
    const ways: readonly ((mark: string) => unknown)[] = [(mark) => ({ [mark]: mark }), (mark) => [[mark]], (mark) => mark.repeat(30_000)];
    const count = this.marked(this.root);
    const each = Array.from({ length: count }, (_, at) => ways.map((way) => this.spoiled(at, way))).flat();
    return [...each, { ...this.good(), [word('unknown')]: word('unknown'), note: { text: word('unknown') } }, [word('list')]];
  }

  private at = -1;
  private way: ((mark: string) => unknown) | undefined;

  private spoiled(at: number, way: (mark: string) => unknown): Schema {
    this.at = at;
    this.way = way;
    const sample = this.good();
    this.way = undefined;
    return sample;
  }

  private of(given: Schema, name: string, isMarked: boolean): Schema {
    const schema = this.resolved(given);
    const marked = isMarked || schema['x-personal'] === true;
    if (schema['x-personal'] === true && this.way && this.at-- === 0) return this.way(word(name));
    if (schema.enum) return schema.enum[0];
    if (!marked && name in this.known) return this.known[name];
    const choice = schema.anyOf ?? schema.oneOf;
    if (choice) return this.of(choice.find((each: Schema) => this.resolved(each).type === 'object') ?? choice[0], name, marked);
    if (schema.type === 'object') return this.object(schema, marked);
    if (schema.type === 'array') return this.hasMark(schema, marked) || schema.minItems > 0 ? [this.of(schema.items, name, marked)] : [];
    if (schema.type === 'number' || schema.type === 'integer')
      return marked ? this.amount(name) : (schema.minimum ?? (schema.exclusiveMinimum ?? 0) + 1);
    if (schema.type === 'boolean') return true;
    if (!marked) return formats[schema.format] ?? name;
    return schema.format === 'email' ? `${word(name)}@zqx.example` : word(name);
  }

  private amount = (name: string): number => amounts[['base', 'bonus'].indexOf(name) + 1] ?? amounts[0];

  private object({ properties = {}, required = [] }: Schema, marked: boolean): Schema {
    const wanted = Object.entries(properties).filter(([name, schema]) => required.includes(name) || this.hasMark(schema, marked));
    return Object.fromEntries(wanted.map(([name, schema]) => [name, this.of(schema, name, marked)]));
  }

  private hasMark = (schema: Schema, marked: boolean): boolean => marked || this.marked(schema) > 0;

  /** How many fields of a sample are marked. */
  private marked(given: Schema): number {
    const schema = this.resolved(given);
    if (schema['x-personal'] === true) return 1;
    const inner = [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : []), ...(schema.anyOf ?? [])];
    return inner.reduce((sum: number, each) => sum + this.marked(each), 0);
  }

  private resolved(schema: Schema): Schema {
    const [, path] = /^#\/(.+)$/.exec(schema.$ref ?? '') ?? [];
    return path ? this.resolved(path.split('/').reduce((at, part) => at[part], this.root)) : schema;
  }
}
