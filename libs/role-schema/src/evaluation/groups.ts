/** How far evidence meets the logic of a requirement: "one needed", "both needed", "or similar". */

import type { FindingKind } from '../resume/evidence.js';
import type { Requirement, SkillGroup } from '../schema.js';

export interface GroupResult {
  /** Null: partly, or the text leaves room that only a person can judge. */
  met: boolean | null;
  /** 0 to 1: shown counts whole, mentioned half. */
  fraction: number;
  explanation: string;
}

const weight: Record<FindingKind, number> = { shown: 1, mentioned: 0.5, not_found: 0 };

export type EvidenceOf = (skillId: string) => { finding: FindingKind };

export function resultOf(requirement: Requirement, evidenceOf: EvidenceOf): GroupResult {
  const name = (id: string) => requirement.skills.find((skill) => skill.id === id)!.name;
  const needed = requirement.groups.filter(({ logic }) => logic !== 'details');
  if (needed.length === 0) {
    return { met: null, fraction: 0, explanation: 'Nothing in this requirement can be looked for in a text; a person judges it.' };
  }
  const results = needed.map((group) => (isChoice(group) ? choice(group, evidenceOf, name) : all(group, evidenceOf, name)));
  const explanation = results.map((result) => result.explanation).join(requirement.logic === 'any_of' ? ' Or: ' : ' ');
  if (requirement.logic === 'any_of') {
    const best = results.reduce((one, other) => (other.fraction > one.fraction ? other : one));
    return { ...best, explanation };
  }
  const fraction = results.reduce((sum, result) => sum + result.fraction, 0) / results.length;
  return { met: together(results), fraction, explanation };
}

/** All met: met. None found at all and nothing open: not. Otherwise a person judges. */
function together(results: readonly GroupResult[]): boolean | null {
  if (results.every(({ met }) => met === true)) return true;
  return results.every(({ met }) => met === false) ? false : null;
}

function isChoice({ logic }: SkillGroup): boolean {
  return logic === 'any_of' || logic === 'or_similar';
}

function choice(group: SkillGroup, evidenceOf: EvidenceOf, name: (id: string) => string): GroupResult {
  const isFound = (id: string) => evidenceOf(id).finding !== 'not_found';
  const members = group.skills.filter(isFound);
  const found = members.length === 0 && group.label !== null && isFound(group.label) ? [group.label] : members;
  const needed = group.skills.length > 1 || group.label !== null ? '; one needed' : '';
  if (found.length > 0) {
    const fraction = Math.max(...found.map((id) => weight[evidenceOf(id).finding]));
    return { met: true, fraction, explanation: `${listed(found, evidenceOf, name)}${needed}.` };
  }
  const open = group.logic === 'or_similar';
  const like = open ? '; others like them may do, a person judges' : '';
  return {
    met: open ? null : false,
    fraction: 0,
    explanation: `Not found in the résumé: ${group.skills.map(name).join(', ')}${needed}${like}.`,
  };
}

function all(group: SkillGroup, evidenceOf: EvidenceOf, name: (id: string) => string): GroupResult {
  const found = group.skills.filter((id) => evidenceOf(id).finding !== 'not_found');
  const missing = group.skills.filter((id) => !found.includes(id));
  const fraction = found.reduce((sum, id) => sum + weight[evidenceOf(id).finding], 0) / group.skills.length;
  const sentences = [listed(found, evidenceOf, name), missing.length > 0 ? `Not found in the résumé: ${missing.map(name).join(', ')}` : ''];
  const met = missing.length === 0 ? true : found.length === 0 ? false : null;
  return { met, fraction, explanation: sentences.flatMap((sentence) => (sentence === '' ? [] : `${sentence}.`)).join(' ') };
}

function listed(found: readonly string[], evidenceOf: EvidenceOf, name: (id: string) => string): string {
  return found.map((id) => `${name(id)} ✓ ${evidenceOf(id).finding}`).join(', ');
}
