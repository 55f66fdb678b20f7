/** The skill catalogue: canonical names, other names, and what is an instance of what. */
import { slugOf } from '../words.js';
import { degrees, generalSkills, softSkills } from './catalog-general.js';
import { platformSkills } from './catalog-platforms.js';
import { softwareSkills } from './catalog-software.js';

export type SkillDomain = 'software' | 'general' | 'soft' | 'degree';

/** How a name is found. `name`: in these letters, capitals or not. `exact`: in these letters and capitals. `word`: exact, and only where the context says so. `notion`: in any word form. */
export type NameKind = 'name' | 'exact' | 'word' | 'notion';

export interface CatalogSkill {
  id: string;
  name: string;
  domain: SkillDomain;
  names: { text: string; kind: NameKind }[];
  /** Ids of what it is an instance of: PostgreSQL of relational databases. */
  broader: string[];
}

const marks: Record<string, NameKind> = { '?': 'word', '!': 'exact', '~': 'notion' };

/** Reads the tables. */
function skillsOf(table: string, domain: SkillDomain): CatalogSkill[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [first, others, broader] = row.split('|').map((cell) => cell.trim()) as [string, string, string];
      const rowKind = first.startsWith('~') ? 'notion' : 'name';
      const names = [first, ...list(others)].map((text) => nameOf(text, rowKind));
      return { id: slugOf(names[0]!.text), name: names[0]!.text, domain, names, broader: list(broader).map(slugOf) };
    });
}

function list(cell: string): string[] {
  return cell === '' ? [] : cell.split(', ');
}

function nameOf(text: string, rowKind: NameKind): CatalogSkill['names'][number] {
  const kind = marks[text[0]!];
  return kind ? { text: text.slice(1), kind } : { text, kind: rowKind };
}

export const catalog: readonly CatalogSkill[] = [
  ...skillsOf(softwareSkills, 'software'),
  ...skillsOf(platformSkills, 'software'),
  ...skillsOf(generalSkills, 'general'),
  ...skillsOf(softSkills, 'soft'),
  ...skillsOf(degrees, 'degree'),
];

export const catalogById: ReadonlyMap<string, CatalogSkill> = new Map(catalog.map((skill) => [skill.id, skill]));

/** The skill and all that it is an instance of, itself first. */
export function withBroader(id: string): string[] {
  const found = new Set([id]);
  for (const each of found) for (const broader of catalogById.get(each)?.broader ?? []) found.add(broader);
  return [...found];
}
