/** demo.html: everything that was said on the stage, as one page to pass on. It needs nothing from elsewhere. */
import type { Line } from './stage.ts';

export interface Summary {
  /** Such as "25 November 2026". */
  readonly day: string;
  readonly seconds: number;
  readonly facts: readonly (readonly [label: string, value: string])[];
}

export function pageOf(lines: readonly Line[], { day, seconds, facts }: Summary): string {
  const scenes = scenesOf(lines);
  const contents = scenes.map(({ head }) => `<li><a href="#scene-${head.number}">${text(head.title)}</a></li>`).join('');
  const counts = facts.map(([label, value]) => `<div><dd>${text(value)}</dd><dt>${text(label)}</dt></div>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rolecall: from a role document to a hire</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="kicker">Rolecall · ${text(day)} · ${seconds} seconds</p>
<h1>From a role document to a hire</h1>
<p class="lead">Four services, each with its own database, talk through Kafka and nothing else. What follows happened on real servers; the events stand beside the sentences.</p>
<dl class="facts">${counts}</dl>
<nav><ol>${contents}</ol></nav>
</header>
<main>${scenes.map(sceneOf).join('\n')}</main>
<footer>Made by <code>npm run demo</code>. Deadlines were shortened where the text says so.</footer>
</body>
</html>
`;
}

type Head = Extract<Line, { kind: 'scene' }>;
interface Scene {
  readonly head: Head;
  readonly lines: Line[];
}

function scenesOf(lines: readonly Line[]): Scene[] {
  const scenes: Scene[] = [];
  for (const line of lines) {
    if (line.kind === 'scene') scenes.push({ head: line, lines: [] });
    else scenes.at(-1)?.lines.push(line);
  }
  return scenes;
}

const sceneOf = ({ head, lines }: Scene): string =>
  `<section id="scene-${head.number}"><h2><span>${head.number}</span>${text(head.title)}</h2><p class="intro">${text(head.intro)}</p>${lines.map(lineOf).join('\n')}</section>`;

function lineOf(line: Line): string {
  switch (line.kind) {
    case 'said':
      return `<div class="said"><p>${text(line.sentence)}</p>${behind(line.behind)}</div>`;
    case 'refused':
      return `<div class="said refused"><p>${text(line.sentence)}<em>${text(line.problem)}</em></p>${behind(line.behind)}</div>`;
    case 'shown': {
      const rows = line.rows.map((row) => `<tr>${row.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`).join('');
      return `<figure><figcaption>${text(line.title)}</figcaption><table>${rows}</table></figure>`;
    }
    case 'note':
      return `<p class="note">${text(line.text)}</p>`;
    case 'scene':
      return '';
  }
}

const behind = (facts: readonly string[]): string => `<ul class="behind">${facts.map((fact) => `<li>${text(fact)}</li>`).join('')}</ul>`;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (raw: string): string => raw.replace(/[&<>"]/g, (character) => escapes[character] ?? character);

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c1f24, #e6e8eb); --dim: light-dark(#6a7280, #949ca8); --line: light-dark(#e3e6ea, #2c3138); --paper: light-dark(#fff, #14171b); --accent: light-dark(#0b6e4f, #5cc9a0); --warn: light-dark(#9a4a00, #f0a860); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 3rem 1.5rem 5rem; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
.kicker { margin: 0; color: var(--dim); font-size: .85rem; letter-spacing: .02em; }
h1 { margin: .3rem 0 .6rem; font-size: 2.3rem; line-height: 1.15; letter-spacing: -.02em; }
.lead { max-width: 44rem; margin: 0 0 1.8rem; font-size: 1.1rem; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.6rem; margin: 0 0 1.8rem; padding: 1.1rem 0; border-block: 1px solid var(--line); }
.facts div { display: flex; flex-direction: column; }
.facts dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.facts dt { color: var(--dim); font-size: .85rem; }
nav ol { margin: 0; padding-left: 1.2rem; columns: 2 18rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
section { margin-top: 3.2rem; }
h2 { display: flex; gap: .8rem; align-items: baseline; margin: 0; font-size: 1.45rem; letter-spacing: -.01em; }
h2 span { color: var(--accent); font-variant-numeric: tabular-nums; }
.intro { margin: .2rem 0 1.2rem; color: var(--dim); }
.said { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); gap: 1.5rem; padding: .55rem 0; border-top: 1px solid var(--line); }
.said p { margin: 0; }
.said em { display: block; margin-top: .15rem; color: var(--warn); font-style: normal; }
.said em::before { content: "✗ "; }
.behind { margin: .15rem 0 0; padding: 0; list-style: none; color: var(--dim); font: .78rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
figure { margin: 1.2rem 0; padding: 1rem 1.2rem; border: 1px solid var(--line); border-radius: 10px; overflow-x: auto; }
figcaption { margin-bottom: .5rem; font-weight: 600; }
table { border-collapse: collapse; font-size: .92rem; }
td { padding: .25rem 1.4rem .25rem 0; vertical-align: top; }
td:first-child { white-space: nowrap; font-weight: 500; }
.note { margin: .3rem 0; color: var(--dim); font-size: .92rem; }
footer { margin-top: 4rem; color: var(--dim); font-size: .9rem; }
@media (max-width: 44rem) { .said { grid-template-columns: 1fr; gap: .2rem; } h1 { font-size: 1.8rem; } }
@media print { body { max-width: none; padding: 0; } section { break-inside: auto; } .said, figure { break-inside: avoid; } }
`;
