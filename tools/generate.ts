/**
 * Writes everything that is generated from the code: docs/asyncapi, docs/openapi, apps/gateway/openapi.json, docs/schemas, docs/problems, docs/events.md, docs/metrics.md,
 * deploy/prometheus/rules and tests, deploy/alertmanager/alertmanager.yml, docs/runbooks/alerts/README.md, deploy/grafana/generated.
 * `npm run generate`; `-- --check` writes nothing and exits 1 when something drifts. A change that breaks readers of a released event, or
 * callers of the released API, is refused. `-- --release`, as a part of a release, makes what is told now the released (docs/released). Until the first release those
 * that were written last count as released, and `-- --unreleased` writes what breaks them all the same. Needs the built code
 * (`npm run build`).
 */
import { parseArgs } from 'node:util';
import { generate, generatedFolders, servicesIn } from './generate/all.ts';
import { brokenApi, brokenContracts, driftOf, hasRelease, release, write } from './generate/on-disk.ts';
import type { App } from './generate/openapi.ts';
import { projectRoot, readCode } from './sources.ts';

const builtApp = async (service: string): Promise<App> => ({ service, ...(await import(`../apps/${service}/dist/app.module.js`)) });

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, unreleased: { type: 'boolean' }, release: { type: 'boolean' } } });
  const sources = readCode();
  const documents = await generate(await Promise.all(servicesIn(sources).map(builtApp)), sources);
  const drift = driftOf(documents, generatedFolders, projectRoot);
  for (const { path, why } of drift) process.stdout.write(`${path}: ${why}\n`);
  const broken = [...brokenContracts(documents, projectRoot), ...brokenApi(documents, projectRoot)];
  for (const sentence of broken) process.stderr.write(`${sentence}\n`);
  if (values.check) return drift.length > 0 ? 1 : 0;
  const mayBreak = values.unreleased && !hasRelease(projectRoot);
  if (broken.length > 0 && !mayBreak) {
    const way = hasRelease(projectRoot) ? '' : ' If nobody has read these events or called this API yet: npm run generate -- --unreleased';
    process.stderr.write(`nothing was written.${way}\n`);
    return 1;
  }
  write(documents, drift, projectRoot);
  if (values.release) release(documents, projectRoot);
  process.stdout.write(`${documents.size} documents, ${drift.length} written or removed\n`);
  return 0;
}

process.exitCode = await main();
