/** What services say as a warning or an error, found by the forms in which our code says it. */
import type { SourceFile } from '../sources.ts';
import { commentsOf } from '../tidy/code.ts';

export interface LogLine {
  readonly path: string;
  /** As it stands in the code: `${…}` is anything. */
  readonly words: string;
}

const quoted = "(['`])((?:(?!\\1).)+)\\1";
const forms = (...all: readonly string[]): RegExp[] => all.map((form) => new RegExp(form, 'g'));

/** Words that are told at once, or handed to what tells them. */
const voices = forms(
  // log('warn', '…') of any object, with a level that is chosen too.
  `\\blog\\(\\s*(?:alarm \\? )?(?:'error'|'warn'|level)(?: : 'warn')?,\\s*${quoted}`,
  // The logger itself, whose facts come first.
  `\\blogger(?:\\.(?:warn|error|fatal)|\\[level\\])\\(\\{ msg: ${quoted}`,
  `\\blogger(?:\\.(?:warn|error|fatal)|\\[level\\])\\(\\{(?! msg:)[^\\n]*?\\}, ${quoted}`,
  // Alarms, and how a process ends.
  `\\b(?:onAlarm\\?\\.|this\\.alarm|die)\\(\\s*${quoted}`,
  // Errors whose message is told, for it quotes nobody.
  `\\bnew (?:TopicMismatch|WrongCluster)\\(\\s*${quoted}`,
);
/** What is found at the start: each such text of this file. */
const findings = { path: 'libs/messaging/src/kafka/kafka-topics.ts', words: /(['`])((?:topic \$\{name\}|the broker) (?:(?!\1).)+)\1/g };
/** A call that says something as a warning or an error. */
const calls =
  /\blog\(\s*(?:[^,()\n]*'(?:error|warn)'[^,()\n]*|level),\s*[^\s,;)]*|\blogger(?:\.(?:warn|error|fatal)|\[(?:level|[^\]\n]*(?:: level|'(?:warn|error)'))[^\]\n]*\])\([^\n]*/g;

export function logLines(files: readonly SourceFile[]): LogLine[] {
  return files.flatMap(({ path, text }) => {
    const code = uncommented(text);
    const all = path === findings.path ? [...voices, findings.words] : voices;
    const words = new Set(all.flatMap((voice) => [...code.matchAll(voice)].map(([, , said]) => said as string)));
    return [...words].map((each) => ({ path, words: each }));
  });
}

/** Calls whose words are no text of their own: they pass on what is said elsewhere. With the file and the call up to its words. */
export function passedOn(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const code = uncommented(text);
    const told = new Set(voices.flatMap((voice) => [...code.matchAll(voice)].map(({ index }) => index)));
    return [...code.matchAll(calls)].filter(({ index }) => !told.has(index)).map(([call]) => `${path}: ${call}`);
  });
}

/** With every comment blanked out. */
function uncommented(text: string): string {
  const comments = commentsOf(text);
  return text.replace(/\S/g, (char, at: number) => (comments[at] === char ? ' ' : char));
}
