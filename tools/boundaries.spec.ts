/** The boundaries of boundaries.ts hold: in Nx's project graph, in the imports, and between the two. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Edge, forbiddenEdges, importedEdges, misusedPackages, type Project, sideEntrances } from './boundaries.ts';
import { projectRoot, readSources } from './sources.ts';

const { projects, edges } = projectGraph();
const services = readSources(['{apps,libs}/*/src/**/*.ts']);
const rest = readSources(['{tools,deploy,bench}/**/*.ts']);

/** As `nx graph` tells it. */
function projectGraph(): { projects: Project[]; edges: Edge[] } {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-graph-'));
  const file = join(folder, 'graph.json');
  try {
    execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'graph', `--file=${file}`], { cwd: projectRoot, stdio: 'pipe' });
    const { nodes, dependencies } = JSON.parse(readFileSync(file, 'utf8')).graph as NxGraph;
    return {
      projects: Object.values(nodes).map(({ name, data }) => ({ name: bare(name), folder: data.root, type: typeOf(data.tags) })),
      edges: Object.values(dependencies)
        .flat()
        .map(({ source, target }) => ({ from: bare(source), to: bare(target) })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface NxGraph {
  readonly nodes: Record<string, { name: string; data: { root: string; tags: string[] } }>;
  readonly dependencies: Record<string, { source: string; target: string }[]>;
}

function bare(name: string): string {
  return name.replace('@rolecall/', '');
}

function typeOf(tags: readonly string[]): string {
  return tags.filter((tag) => tag.startsWith('type:')).join(' ');
}

const told = (all: readonly Edge[]): string[] => all.map(({ from, to }) => `${from} → ${to}`).sort();

describe('projects', () => {
  it('have one type each', () => {
    expect(projects.length).toBeGreaterThanOrEqual(13);
    expect(projects.filter(({ type }) => !/^type:(kernel|contract|platform|app)$/.test(type))).toEqual([]);
  });
  it('declare in package.json what they import, and nothing else', () =>
    expect(told(edges)).toEqual(told(importedEdges(projects, services))));
  it('use only what their type may', () => expect(forbiddenEdges(projects, edges)).toEqual([]));
  it('use each other by name', () => expect(sideEntrances(projects, services)).toEqual([]));
});

it('brokers, databases, telemetry and tokens are reached through their one lib', () => {
  expect(misusedPackages([...services, ...rest])).toEqual([]);
});

describe('the rules', () => {
  const app = (name: string): Project => ({ name, folder: `apps/${name}`, type: 'type:app' });
  const all = [app('offer'), app('screening'), { name: 'kernel', folder: 'libs/kernel', type: 'type:kernel' }];
  it('forbid apps on apps, and anything under the kernel', () => {
    expect(forbiddenEdges(all, [{ from: 'offer', to: 'screening' }])).toEqual(['offer (type:app) may not use screening (type:app)']);
    expect(forbiddenEdges(all, [{ from: 'kernel', to: 'offer' }])).toHaveLength(1);
    expect(forbiddenEdges(all, [{ from: 'offer', to: 'kernel' }])).toEqual([]);
  });
  it('see an import by name, by a path that leaves the project, and one that is awaited', () => {
    const text = "import { a } from '@rolecall/kernel';\nconst b = await import('../../screening/src/b.js');\nimport './own.js';\n";
    const file = { path: 'apps/offer/src/a.ts', text };
    expect(told(importedEdges(all, [file]))).toEqual(['offer → kernel', 'offer → screening']);
    expect(sideEntrances(all, [file])).toHaveLength(1);
    expect(sideEntrances(all, [{ path: 'apps/offer/src/a.ts', text: "import { x } from '@rolecall/kernel/src/x.js';" }])).toHaveLength(1);
    expect(sideEntrances(all, [{ path: 'apps/offer/src/a.ts', text: "import { x } from '@rolecall/kernel/x.js';" }])).toHaveLength(1);
    expect(sideEntrances(all, [{ path: 'apps/offer/src/a.ts', text: "import { x } from '@rolecall/telemetry/environment';" }])).toEqual([]);
  });
  it('see a reserved package outside its place, and not in a test', () => {
    const text = "import type { Kafka } from 'kafkajs';\n";
    expect(misusedPackages([{ path: 'libs/edge/src/a.ts', text }])).toHaveLength(1);
    expect(misusedPackages([{ path: 'libs/messaging/src/kafka/a.ts', text }])).toEqual([]);
    expect(misusedPackages([{ path: 'libs/edge/src/a.spec.ts', text }])).toEqual([]);
  });
});
