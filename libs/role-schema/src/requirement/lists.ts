/** The lists in a requirement: "one or more of (A, B or C)", "A, B, or similar", "A (B, C) and D (E)". Words alone, no skills yet. */

export type ListLogic = 'any_of' | 'all_of' | 'or_similar' | 'details';

export interface ItemList {
  logic: ListLogic;
  items: string[];
  /** What the list gives examples of: the words before it. */
  label: string | null;
  /** Stands as an alternative to what is before it. */
  alternative: boolean;
}

const similar =
  /\b(?:or|and) (?:an? |other |any |the )?(?:related |relevant |closely related )?(?:similar|equivalents?|comparable|related|relevant|the like|others?)\b[^,;]{0,60}|\betc\b/i;
const forExample = /^(?:e\.g\.|i\.e\.|eg|for example|for instance|such as|like|including|incl\.)[,:]? /i;
const examples = /,? (?:such as|like|e\.g\.,?|for example,?|for instance,?) /i;
const inclusion = /,? (?:including|incl\.|especially|particularly) /i;
const oneOf = /\b(?:one or more|at least one|any|either|one)\b/i;
const joints = / ?(?:[,•] ?(?:(?:and\/or|and|or|&) )?| (?:and\/or|and|or|&|plus) )/i;
/** In "A, B and C, or D" the comma and the "or" part, and "B and C" is one name. */
const jointsButAnd = / ?(?:[,•] ?(?:or )?| or )/i;
const slash = /(?<=\p{L}{3}) ?\/ ?(?=\p{L}{3})/u;
const clauseEnd = /;|(?<=\p{Ll}{3}|\))\. (?=\p{Lu})/u;

/** The clauses of a requirement, each one thing asked for. */
export function clausesOf(text: string): string[] {
  return text.split(clauseEnd);
}

/** The lists of one clause in order. */
export function listsOf(clause: string): ItemList[] {
  const [head, listed] = splitAt(clause, /: /);
  if (listed !== null) return withHead(listsOf(listed), head);
  const lists: ItemList[] = [];
  const wantsOne = oneOf.test(clause);
  clause.split(/\(([^()]*)\)/).forEach((part, index) => {
    if (index % 2 === 1) lists.push(bracketed(part, lists.at(-1)!));
    else lists.push(...running(part, wantsOne));
  });
  return lists.flatMap(withSlashes).filter(({ items, label }) => items.length > 0 || label !== null);
}

/** "SQL/NoSQL" leaves a choice: of a list that asks for all, it becomes a list of its own. */
function withSlashes(list: ItemList): ItemList[] {
  if (list.logic !== 'all_of') return [{ ...list, items: list.items.flatMap((item) => item.split(slash)) }];
  const choices = list.items.filter((item) => slash.test(item));
  const rest = { ...list, items: list.items.filter((item) => !slash.test(item)) };
  return [rest, ...choices.map((item): ItemList => ({ logic: 'any_of', items: item.split(slash), label: null, alternative: false }))];
}

function withHead(lists: ItemList[], head: string): ItemList[] {
  return lists.map((list, index) => (index === 0 ? { ...list, label: list.label ?? head } : list));
}

/** A list in parentheses gives examples of the last thing before it: one is enough unless it says "and". "(or similar)" is said of all before it. */
function bracketed(content: string, owner: ItemList): ItemList {
  const text = content.replace(forExample, '');
  const example = text !== content;
  const items = itemsOf(text);
  if (owner.logic === 'details') return { ...owner, items };
  if (items.length === 0 && similar.test(text)) owner.logic = 'or_similar';
  const logic = example || similar.test(text) ? 'or_similar' : / (?:and|&) /.test(text) && !/ or /.test(text) ? 'all_of' : 'any_of';
  const label = items.length > 0 && logic !== 'all_of' ? (owner.items.pop() ?? null) : null;
  return { logic, items, label, alternative: owner.alternative };
}

/** Running text: what is asked for, then examples or details of it. */
function running(part: string, wantsOne: boolean): ItemList[] {
  const alternative = /^,? or /i.test(part);
  const [rest, details] = splitAt(part, inclusion);
  const [asked, named] = splitAt(rest, examples);
  const lists: ItemList[] = [];
  const items = itemsOf(asked);
  const label = named === null ? null : (items.pop() ?? null);
  const isAny = / or /i.test(asked) || (wantsOne && items.length > 1);
  lists.push({ logic: similar.test(asked) ? 'or_similar' : isAny ? 'any_of' : 'all_of', items, label: null, alternative });
  if (named !== null) lists.push({ logic: similar.test(named) ? 'or_similar' : 'any_of', items: itemsOf(named), label, alternative });
  if (details !== null) lists.push({ logic: 'details', items: itemsOf(details), label: null, alternative });
  return lists;
}

function itemsOf(text: string): string[] {
  const named = text.replace(similar, '');
  return named.split(/,.* or /i.test(named) && !/, and /i.test(named) ? jointsButAnd : joints).filter((item) => /[\p{L}\p{N}]/u.test(item));
}

/** The text before and after the first match; null after when there is none. */
function splitAt(text: string, separator: RegExp): [before: string, after: string | null] {
  const match = separator.exec(text);
  return match ? [text.slice(0, match.index), text.slice(match.index + match[0].length)] : [text, null];
}
