/** Lets a process of node run the sources as they are: TypeScript through SWC, our libs from `src`. Imported before them. */
import { readFileSync } from 'node:fs';
import { registerHooks, setSourceMapsSupport } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const root = new URL('..', import.meta.url);
const { $schema, ...options } = JSON.parse(readFileSync(new URL('tools/swc.json', root), 'utf8'));
const isSource = (url) => url.startsWith(root.href) && /\.ts(\?|$)/.test(url);
/** Paths from the root, of files whose statements are counted as they run; see jest.coverage.mjs. */
const counted = new Set(JSON.parse(process.env.COUNTED_FILES ?? '[]'));
/** With it comes all of Babel, which nobody needs who counts nothing. */
const instrumenter = counted.size > 0 ? (await import('istanbul-lib-instrument')).createInstrumenter({ esModules: true }) : undefined;

registerHooks({
  resolve(specifier, context, next) {
    const lib = /^@rolecall\/([^/]+)$/.exec(specifier)?.[1];
    if (lib) return next(new URL(`libs/${lib}/src/index.ts`, root).href, context);
    const isOurs = specifier.startsWith('.') && isSource(context.parentURL ?? '');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
  load(url, context, next) {
    if (!isSource(url)) return next(url, context);
    const filename = fileURLToPath(url.split('?')[0]);
    return { format: 'module', source: javascript(filename), shortCircuit: true };
  },
});
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

function javascript(filename) {
  const isCounted = counted.has(filename.slice(fileURLToPath(root).length));
  const { code, map } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename, sourceMaps: isCounted || 'inline' });
  return isCounted ? instrumenter.instrumentSync(code, filename, JSON.parse(map)) : code;
}
