/** A decider is pure: it and what it is made of import the kernel, contracts, approvals and roles, and nothing else. */
import { posix } from 'node:path';
import { type SourceFile, serviceOf } from '../sources.ts';
import { codeOf, type Finding, found } from './code.ts';

const pure = ['@rolecall/kernel', '@rolecall/contracts', '@rolecall/approval', '@rolecall/role-schema'];
/** Calendars and zones, without a clock. */
const pureOutside = ['temporal-polyfill'];

const imported = /^(?:import|export)\b(?! type\b)[^;]*? from '([^']+)'|^import '([^']+)'/gm;
const specifiersOf = (text: string): string[] => [...text.matchAll(imported)].map(([, from, bare]) => (from ?? bare) as string);

/** The files of services that hold a decider. */
export const deciderFiles = (files: readonly SourceFile[]): SourceFile[] =>
  files.filter(({ path, text }) => serviceOf(path) && /\bconst \w+: Decider</.test(text));

/** The deciders and every file of theirs, by relative imports. */
export function deciderSources(files: readonly SourceFile[]): SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Map(deciderFiles(files).map((file) => [file.path, file]));
  for (const { path, text } of reached.values())
    for (const specifier of specifiersOf(text).filter((from) => from.startsWith('.'))) {
      const file = byPath.get(posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));
      if (file) reached.set(file.path, file);
    }
  return [...reached.values()];
}

export function impureImports(files: readonly SourceFile[]): string[] {
  return deciderSources(files).flatMap(({ path, text }) =>
    specifiersOf(text)
      .filter((from) => !from.startsWith('.') && !pure.includes(from) && !pureOutside.includes(from))
      .map((from) => `${path} belongs to a decider and imports ${from}; what it needs arrives with the command`),
  );
}

/** A decider answers at once, by itself. */
export const waitingDeciders = (files: readonly SourceFile[]): Finding[] =>
  deciderSources(files).flatMap(({ path, text }) =>
    found(path, codeOf(text), /\b(?:async|await|Promise)\b/g, ([word]) => `says ${word} in a decider; loading and writing are the store's`),
  );
