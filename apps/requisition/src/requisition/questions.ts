/**
 * What may not be asked. There is no kind of question for it, so only a question's words can bring it in. Recognized in English;
 * the words are chosen so that those of the work itself ("race conditions", "health checks", "salary systems") stay allowed.
 */
import type { Question } from '@rolecall/contracts';
import { questionNotAllowed } from './rejections.js';

const pay = '(salar(y|ies)|pay|compensation|wages?|earnings|remuneration|income|package|bonus|rate)';
const now = '(current|currently|present|previous|prior|past|last|latest|former|existing|most recent)';

/** Topic and the wordings that give it away. */
const topics: readonly (readonly [topic: string, ...wordings: RegExp[]])[] = [
  [
    'pay_history',
    new RegExp(`\\b${now} (\\w+ ){0,2}?${pay}\\b`),
    new RegExp(`\\b${pay} (history|slips?)\\b`),
    /\bpayslips?\b/,
    /\bhow much (\w+ ){0,3}you (\w+ ){0,2}(earn|earned|earning|paid|make|made|making)\b/,
    /\bwhat (do|did|were|are) you (\w+ )?(earn|earning|paid)( (now|currently|there|before|last|at|in|as|per)\b|$)/,
    new RegExp(`\\b${pay} (at|in|from) your (\\w+ ){0,2}?(job|role|position|employer|company)\\b`),
  ],
  [
    'criminal_record',
    /\bcriminal (record|history|background|offen[cs]es?|convictions?|charges?|past)\b/,
    /\b(convicted|arrested|felony|felonies|misdemeanou?rs?|incarcerated|imprisoned)\b/,
    /\bpolice record\b/,
    /\b(been|spent time|time) (in|to) (jail|prison)\b/,
  ],
  ['citizenship', /\bcitizen(s|ship)?\b/, /\bnationalit(y|ies)\b/, /\bpassport (do|did) you\b/, /\b(green card|naturali[sz]ed)\b/],
  [
    'age',
    /\bhow old\b/,
    /\b(your|what|which) (\w+ )?age\b/,
    /\bage (group|range|bracket)\b/,
    /\b(date|year|month) of birth\b/,
    /\bbirth ?(date|day|year)\b/,
    /\bwere you born\b/,
    /\byear did you (graduate|finish (high )?school)\b/,
    /\b(near|plan(ning)? to|until) (your )?retire(ment)?\b/,
  ],
  [
    'health',
    /\byour (\w+ )?(health|illness(es)?|disease|medication|weight|pregnancy)\b/,
    /\b(health|medical) (condition|history|problem|issue|record|status)s?\b/,
    /\b(a|any|your) (\w+ )?disabilit(y|ies)\b/,
    /\bare you (\w+ )?(disabled|healthy|ill|sick|pregnant|hiv)\b/,
    /\b(sick (days?|leave)|medications?) (do|did|have) you\b/,
    /\b(mental|chronic) (illness(es)?|disease)\b/,
    /\bpregnan(t|cy)\b/,
  ],
  [
    'family',
    /\b(married|marital|spouse|husband|divorced|maiden name)\b/,
    /\byour (wife|partner|family|children|kids|child ?care|parents)\b/,
    /\b(have|having|expecting|want|plan(ning)? for) (\w+ )?(children|kids|a (child|baby|family))\b/,
    /\bfamily (status|situation|planning|plans)\b/,
    /\b(maternity|paternity|parental) leave\b/,
  ],
  [
    'protected_trait',
    /\b(your|what|which) (\w+ )?(race|ethnicity|gender|sex|religion|faith|caste|ancestry|ethnic (group|origin|background))\b/,
    /\b(religious|political) (beliefs?|views?|affiliations?|holidays?|party|opinions?)\b/,
    /\b(national origin|country of origin|ethnic origin|native (language|speaker|tongue)|mother tongue|skin colou?r)\b/,
    /\b(sexual orientation|gender identity|transgender|heterosexual|homosexual|are you (gay|lesbian|straight|bisexual))\b/,
    /\b(are|were) you (\w+ ){0,2}(religious|muslim|christian|jewish|hindu|buddhist|catholic|atheist)\b/,
    /\b(trade )?union member(ship)?\b/,
    /\b(genetic (information|tests?)|veteran status)\b/,
  ],
];

/** Throws `requisition/question-not-allowed` with the question's id and the topic; knockout answers count as its words. */
export function checkQuestions(questions: readonly Question[]): void {
  for (const { id, text, knockoutAnswers } of questions)
    for (const words of [text, ...knockoutAnswers]) {
      const topic = topicOf(words);
      if (topic) throw questionNotAllowed({ questionId: id, topic });
    }
}

function topicOf(words: string): string | undefined {
  const plain = words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return topics.find(([, ...wordings]) => wordings.some((wording) => wording.test(plain)))?.[0];
}
