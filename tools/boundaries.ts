/** Who may depend on whom: the rules, checked against Nx's project graph and against what the files import. */
import { posix } from 'node:path';
import { isTest, type SourceFile } from './sources.ts';

export interface Project {
  /** Without the scope: `offer`. */
  readonly name: string;
  /** From the project's root: `apps/offer`. */
  readonly folder: string;
  readonly type: string;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** The Nx tags, and what each may stand on. Apps are nobody's base. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  'type:kernel': ['type:kernel'],
  'type:contract': ['type:kernel', 'type:contract'],
  'type:platform': ['type:kernel', 'type:platform'],
  'type:app': ['type:kernel', 'type:contract', 'type:platform'],
};

/** Narrower than its tag: what these stand on, and nothing else. */
const only: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  approval: ['kernel'],
  'role-schema': [],
  contracts: ['kernel', 'approval', 'role-schema'],
  telemetry: ['kernel'],
  messaging: ['kernel', 'telemetry'],
  vault: ['kernel', 'messaging', 'telemetry'],
  edge: ['kernel', 'approval', 'messaging', 'telemetry', 'testing'],
};

/** Packages that one place reaches for all. Tests look at the same servers from outside. */
const reserved: readonly { readonly packages: RegExp; readonly places: readonly string[] }[] = [
  { packages: /^kafkajs$/, places: ['libs/messaging/src/kafka/', 'bench/'] },
  {
    packages: /^(mongoose|mongodb)$/,
    places: ['libs/messaging/src/', 'libs/vault/src/', 'tools/story.ts', 'deploy/local/replica-set.ts', 'bench/'],
  },
  { packages: /^(pino|prom-client|@opentelemetry\/.*)$/, places: ['libs/telemetry/src/'] },
  { packages: /^jose$/, places: ['libs/edge/src/', 'apps/gateway/src/identity/'] },
];

export function forbiddenEdges(projects: readonly Project[], edges: readonly Edge[]): string[] {
  const byName = new Map(projects.map((project) => [project.name, project]));
  return edges.flatMap(({ from, to }) => {
    const [user, used] = [byName.get(from), byName.get(to)];
    if (!user || !used) return [`${from} → ${to}: not a project with a tag`];
    if (!mayUse[user.type]?.includes(used.type)) return [`${from} (${user.type}) may not use ${to} (${used.type})`];
    const narrow = only[from];
    return narrow && !narrow.includes(to) ? [`${from} may use ${narrow.join(', ') || 'nothing'}, and uses ${to}`] : [];
  });
}

const imported = /\b(?:from|import)\s*\(?\s*'([^']+)'/g;

export const importsOf = ({ text }: SourceFile): string[] => [...new Set([...text.matchAll(imported)].map(([, from]) => from as string))];

/** The edges that the files themselves make, of code and of tests. */
export function importedEdges(projects: readonly Project[], files: readonly SourceFile[]): Edge[] {
  const edges = files.flatMap((file) => {
    const own = projectOf(projects, file.path);
    if (!own) return [];
    const targets = importsOf(file).map((from) => targetOf(projects, file.path, from));
    return targets.flatMap((to) => (to && to !== own.name ? [`${own.name} ${to}`] : []));
  });
  return [...new Set(edges)].sort().map((edge) => ({ from: edge.split(' ')[0] as string, to: edge.split(' ')[1] as string }));
}

const projectOf = (projects: readonly Project[], path: string): Project | undefined =>
  projects.find(({ folder }) => path.startsWith(`${folder}/`));

/** The project behind an import, also behind a relative one that leaves its own. */
function targetOf(projects: readonly Project[], path: string, from: string): string | undefined {
  if (from.startsWith('@rolecall/')) return from.split('/')[1];
  return from.startsWith('.') ? projectOf(projects, posix.join(posix.dirname(path), from))?.name : undefined;
}

/** Projects are used by their doors, never by a path into them. A second door stands in the package.json; Node opens no other. */
export function sideEntrances(projects: readonly Project[], files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const own = projectOf(projects, file.path)?.name;
    return importsOf(file)
      .filter((from) =>
        from.startsWith('.') ? ![own, undefined].includes(targetOf(projects, file.path, from)) : /^@rolecall\/[^/]+\/.*[/.]/.test(from),
      )
      .map((from) => `${file.path} imports ${from}; import the project by its name`);
  });
}

/** Uses of reserved packages elsewhere than in their places; type imports count. */
export function misusedPackages(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !isTest(path))
    .flatMap((file) =>
      importsOf(file).flatMap((from) => {
        const rule = reserved.find(({ packages }) => packages.test(from));
        const allowed = !rule || rule.places.some((place) => file.path.startsWith(place));
        return allowed ? [] : [`${file.path} imports ${from}; only ${rule.places.join(', ')} may`];
      }),
    );
}
