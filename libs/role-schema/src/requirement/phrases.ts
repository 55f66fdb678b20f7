/** What a phrase of a requirement is about, without the words that every requirement has. */

const known =
  'proficiency|proficient|experience|experienced|expertise|knowledge|understanding|familiarity|familiar|competence|competency|competent|skills?|skilled|command|grasp|mastery|fluency|fluent|background|exposure|track record|awareness|comfort|comfortable|confident|confidence|ability|able|capability|trained|training|contributions?';
/** "Strong programming proficiency in", "Hands-on experience with". */
const lead = new RegExp(
  `^(?:[\\p{L}’'/-]{1,20} ){0,4}?(?:${known})(?: (?:in|with|of|using|on|to|at|as|both|and|operating|working|handling))+(?= )`,
  'iu',
);
const leadWords = new Set(
  `a an the of in with for to and or on at as using by own any all one more best either least minimum must should have has be is are possess hold holding strong solid deep good great excellent proven demonstrated demonstrable
  hands-on practical working in-depth thorough advanced basic intermediate extensive comprehensive broad sound exceptional outstanding superior high highly effective well-developed professional previous prior relevant recent current valid
  active years year building operating developing designing using managing performing providing conducting implementing creating maintaining delivering leading owning running supporting applying working ability able both
  experience knowledge understanding proficiency expertise familiarity completed completion several multiple various modern new other related similar such like also genuine real your you we track record fluent native bilingual after before`.match(
    /\S+/g,
  ),
);
const tail =
  / (?:for|to|when|where|that|which|who|within|across|during|under|through|throughout|while|as|from|on|at|via|by|into|in|with|commonly|used|required|preferred|including|without|per|outside|is|are)(?= |$)/i;
const trailing = new Set(
  `skills skill tools tool tooling practices practice techniques technique methods methodologies principles concepts strategies fundamentals disciplines technologies technology experience knowledge capability capabilities ability abilities aptitude
  mindset pipelines certification certifications certificate credential required preferred plus role basics etc best`.match(/\S+/g),
);
const empty = new Set(
  `tools tool technologies technology languages language platforms platform services service equipment systems system practices environment environments role team teams similar others more etc preferred required optional plus desirable mandatory
  minimum equivalent years year field discipline candidates experience skills skill knowledge ability software hardware methods e.g i.e eg ie least order level shift shifts relevant related work training solutions areas people things production coding technical certificate certification programmes programs programme program degree
  day days night nights other`.match(/\S+/g),
);
const [phraseWordsMax, phraseCharactersMax] = [4, 60];
/** From the first letter, digit or ".NET" to the last; one character says nothing. */
const core = /\.?[\p{L}\p{N}].*[\p{L}\p{N}+#]/u;
const wordy = /[\p{L}\p{N}]/u;

/** Null: nothing that can be looked for in a text. */
export function phraseOf(text: string): string | null {
  let words: string[] = text.replace(lead, '').match(/\S+/g) ?? [];
  while (words.length > 0 && (leadWords.has(bare(words[0]!)) || !wordy.test(words[0]!))) words = words.slice(1);
  words = words.join(' ').split(tail, 1)[0]!.split(' ');
  while (words.length > 1 && trailing.has(bare(words.at(-1)!))) words = words.slice(0, -1);
  const tooVague = words.length > phraseWordsMax || words.every((word) => empty.has(bare(word)) || /^[\d.,+%$€£-]+$/.test(word));
  const phrase = core.exec(words.join(' '))?.[0];
  return phrase === undefined || phrase.length > phraseCharactersMax || tooVague ? null : phrase;
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}-]/gu, '');
}

/** The part of a phrase from its first capital on, where that is not just a sentence's start. Null: none. */
export function nameIn(phrase: string, opensSentence: boolean): string | null {
  const words = phrase.split(' ');
  const first = words.findIndex((word, index) => /\p{Lu}/u.test(opensSentence && index === 0 ? word.slice(1) : word));
  return first < 0 ? null : words.slice(first).join(' ');
}
