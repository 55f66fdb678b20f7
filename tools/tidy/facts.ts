/** Events and rejections: each is made by somebody, met by somebody, and defined once. */
import { type EventContract, isSuperseded } from '@rolecall/kernel';
import { type Consumption, consumersOf } from '../generate/consumers.ts';
import type { RejectionSite } from '../generate/rejections.ts';
import { libOf, type SourceFile, serviceOf } from '../sources.ts';
import { codeOf } from './code.ts';

/** Where an event of that type is made: not folded (`case 'x'`, `'x': …`) and not compared. */
const madeIn = (text: string, type: string): boolean =>
  new RegExp(`(?<!case )(?<![!=]== )'${type.replaceAll('.', '\\.')}'(?!\\s*:(?! '))(?! in )`).test(text);

/** `steps`: the names of an approval's steps, which its host puts into events of its own by the same name. */
export function unmade(events: readonly EventContract[], code: readonly SourceFile[], steps: readonly string[]): string[] {
  return events
    .filter((event) => !event.terminal?.startsWith('reserved') && !isSuperseded(event))
    .flatMap(({ type, service }) => {
      const [, aggregate = '', name = ''] = /^([^.]+)\.([^.]+)\./.exec(type) ?? [];
      const ownStep = steps.includes(name) && `${'`'}${aggregate}.\${`;
      const own = code.filter(({ path }) => serviceOf(path) === service);
      const made = own.some(({ text }) => madeIn(text, type) || (ownStep && text.includes(ownStep)));
      return made ? [] : [`${type} is made nowhere in apps/${service}; make it, or say { terminal: 'reserved for …' }`];
    });
}

/** Another service that makes it: an event has one emitter. */
export function madeElsewhere(events: readonly EventContract[], code: readonly SourceFile[]): string[] {
  return code.flatMap(({ path, text }) =>
    events
      .filter(({ type, service }) => serviceOf(path) && serviceOf(path) !== service && new RegExp(`\\bevent\\(\\s*'${type}'`).test(text))
      .map(({ type, service }) => `${path} makes ${type}, which is ${service}'s; send a command or tell an event of your own`),
  );
}

export const unheard = (events: readonly EventContract[], consumptions: readonly Consumption[]): string[] =>
  events
    .filter(({ type, terminal }) => !terminal && consumersOf(consumptions, type).length === 0)
    .map(({ type }) => `${type} has no consumer; add one, or say { terminal: 'why' }`);

export const heardTerminals = (events: readonly EventContract[], consumptions: readonly Consumption[]): string[] =>
  events
    .filter(({ type, terminal }) => terminal && consumersOf(consumptions, type).length > 0)
    .map(({ type }) => `${type} is called terminal and ${consumersOf(consumptions, type).join(', ')} consumes it; take the word away`);

/** Definitions that no code uses: a page that nobody can ever be sent to. */
export function unusedRejections(sites: readonly RejectionSite[], code: readonly SourceFile[]): string[] {
  return sites.flatMap(({ code: name, path }) => {
    const text = code.find((file) => file.path === path)?.text ?? '';
    const [, constant] = new RegExp(`const (\\w+) = defineRejection\\(\\s*'${name}'`).exec(text) ?? [];
    if (!constant) return [];
    const near = code.filter((file) => sameProject(file.path, path) || file.text.includes(`'@rolecall/${libOf(path)}'`));
    const uses = near.reduce((count, file) => count + [...codeOf(file.text).matchAll(new RegExp(`\\b${constant}\\b`, 'g'))].length, 0);
    return uses > 1 ? [] : [`${path}: nobody uses ${constant} (${name}); use it or take it out`];
  });
}

const sameProject = (a: string, b: string): boolean => a.split('/', 2).join('/') === b.split('/', 2).join('/');
