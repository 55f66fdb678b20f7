/** Where files stand: one listing for each service, no folders by kind, one door for each lib. */

import { sorted } from '../generate/documents.ts';
import { libOf, type SourceFile, serviceOf } from '../sources.ts';

const kinds = /\/(dtos?|mappers?|entit(?:y|ies)|repositor(?:y|ies)|interfaces?|utils?|common|helpers?)\//;

export function misplaced(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path }) => [
    ...(kinds.test(path) ? [`${path} stands in a folder named after a kind of code; name the folder after its subject`] : []),
    ...(serviceOf(path) && path.endsWith('/index.ts') ? [`${path}: an app has no index.ts; import the file itself`] : []),
    ...(libOf(path) && path.endsWith('/index.ts') && path !== `libs/${libOf(path)}/src/index.ts`
      ? [`${path}: a lib has one index.ts, src/index.ts`]
      : []),
  ]);
}

/** Every lib has its door. */
export const withoutIndex = (files: readonly SourceFile[]): string[] =>
  sorted(new Set(files.map(({ path }) => libOf(path) ?? '').filter(Boolean)))
    .filter((lib) => !files.some(({ path }) => path === `libs/${lib}/src/index.ts`))
    .map((lib) => `libs/${lib} has no src/index.ts`);

/** A reaction that no module lists never runs. */
export function unwired(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const service = serviceOf(path);
    const [, name] = /@Controller\(.*\)\s*export class (\w+)/.exec(text) ?? [];
    if (!service || !name) return [];
    const module = files.find((file) => file.path === `apps/${service}/src/app.module.ts`)?.text ?? '';
    return new RegExp(`\\b${name}\\b(?![^\\n]* from ')`).test(module.replace(/^import .*$/gm, ''))
      ? []
      : [`${path}: app.module.ts does not list ${name}`];
  });
}
