/** For specs: a requirement in one line. Not exported from the library. */
import { requirementOf } from './requirement/requirement.js';
import type { Requirement } from './schema.js';

/** `line kind importance years eq | first words | any_of [A, B] <what they are examples of>`, logic first where groups are joined. */
export function outlineOfRequirement({
  line,
  kind,
  importance,
  years,
  orEquivalent,
  alternative,
  text,
  skills,
  logic,
  groups,
}: Requirement): string {
  const name = (id: string) => skills.find((skill) => skill.id === id)!.name;
  const lists = groups.map(
    (group) => `${group.logic} [${group.skills.map(name).join(', ')}]${group.label === null ? '' : ` <${name(group.label)}>`}`,
  );
  const head = [
    line,
    kind,
    importance,
    years && `${years.min}${years.max === undefined ? '+' : `-${years.max}`} years`,
    orEquivalent && 'or equivalent',
    alternative && 'or else',
  ];
  const joined = groups.length > 1 ? `${logic} of ${lists.join(' ')}` : (lists[0] ?? logic);
  return `${head.filter((part) => part).join(' ')} | ${text.split(' ').slice(0, 3).join(' ')} | ${joined}`;
}

/** Kind, importance and logic of a text as a must, without line and words. `kind` undefined: the words decide. */
export function logicOf(text: string, kind?: Requirement['kind']): string {
  const [head, , ...logic] = outlineOfRequirement(requirementOf({ text, line: 1 }, kind, 'must')).split(' | ');
  return `${head!.slice(2)} | ${logic.join(' | ')}`;
}
