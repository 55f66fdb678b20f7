/** Each rule of tidy.spec.ts finds what it forbids, and lets through what only looks like it. */
import { type EventContract, eventsOn } from '@rolecall/kernel';
import { z } from 'zod';
import { consumptionsOf } from '../generate/consumers.ts';
import { located, rejectionSites } from '../generate/rejections.ts';
import type { SourceFile } from '../sources.ts';
import { registryHosts } from './addresses.ts';
import { strayAttributes } from './attributes.ts';
import { banned, bans, unusedAllowances } from './bans.ts';
import { codeOf, commentsOf, type Finding } from './code.ts';
import { headless, untidyComments } from './comments.ts';
import { deciderSources, impureImports, waitingDeciders } from './deciders.ts';
import { heardTerminals, madeElsewhere, unheard, unmade, unusedRejections } from './facts.ts';
import { misplaced, unwired, withoutIndex } from './layout.ts';
import { functionsIn, longFiles, longFunctions } from './lengths.ts';
import { untidySpecs } from './specs.ts';
import { outdated } from './versions.ts';

const file = (path: string, ...lines: string[]): SourceFile => ({ path, text: `${lines.join('\n')}\n` });
const lines = (findings: readonly Finding[]) => findings.map(({ line }) => line);
const times = (count: number, line: string) => Array.from({ length: count }, () => line);

describe('code alone', () => {
  const text = [
    "const a = 'x // y'; // remark",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code in a text
    'const b = `c ${`d ${1}`} e`; /* two',
    'lines */ const r = /[/"]\\/\'/.test(a) ? 4 / 2 / 1 : 0;',
  ].join('\n');
  it('has no texts, patterns or comments, and every line and column where it was', () => {
    expect(codeOf(text).length).toBe(text.length);
    expect(codeOf(text).replace(/ +/g, ' ')).toBe('const a = ; \nconst b = ; \n const r = .test(a) ? 4 / 2 / 1 : 0;');
  });
  it('has comments alone beside it', () => expect(commentsOf(text).replace(/ +/g, ' ')).toBe(' // remark\n /* two\nlines */ '));
});

describe('lengths', () => {
  it('count a file, and allow a spec more', () => {
    const long = times(201, '//');
    expect(longFiles([file('libs/a/src/a.ts', ...long), file('libs/a/src/a.spec.ts', ...long)])).toHaveLength(1);
    expect(longFiles([file('libs/a/src/a.spec.ts', ...times(351, '//'))])).toHaveLength(1);
  });
  it('count functions, methods and arrows, with signatures of several lines', () => {
    const text = [
      ...['function a() {', '  if (b) {', '    c();', '  }', '}'],
      ...['class D {', '  async e(', '    f: string,', '  ): Promise<void> {', '    g();', '  }', '}'],
      ...['const h = () =>', '  i(', '    j,', '  );', 'const k = (l: string) => ({', '  m: l,', '});'],
    ].join('\n');
    expect(functionsIn(text)).toEqual([
      { line: 1, lines: 5 },
      { line: 7, lines: 5 },
      { line: 13, lines: 4 },
      { line: 17, lines: 3 },
    ]);
  });
  it('find a function that is too long', () =>
    expect(lines(longFunctions([file('a.ts', 'x();', 'function a() {', ...times(49, '  b();'), '}')]))).toEqual([2]));
});

describe('bans', () => {
  it.each([
    'new Date()',
    'Date.now()',
    'performance.now()',
    'setTimeout(f, 1)',
    'Math.random()',
    'randomUUID()',
    'process.env.PORT',
    'console.log(1)',
    'process.stdout.write(a)',
    'process.exit(1)',
    'log({ error: String(e) })',
    'log({ error: e.message })',
  ])('find %s', (call) => {
    expect(banned([file('libs/a/src/a.ts', `const a = () => ${call};`)])).toHaveLength(1);
  });
  it('let pure dates, texts and comments through, and the one place that may', () => {
    expect(banned([file('libs/a/src/a.ts', 'new Date(ms).toISOString();', "const a = 'new Date()'; // Date.now()")])).toEqual([]);
    expect(banned([file('libs/messaging/src/system-ports.ts', 'new Date();')])).toEqual([]);
  });
  it('name a place that needs its allowance no more', () => {
    const places = [...new Set(bans.flatMap(({ allowed }) => allowed))];
    expect(unusedAllowances(places.map((path) => file(path, 'nothing();')))).toEqual(places);
  });
});

describe('attributes of spans', () => {
  const stray = (...text: string[]) => strayAttributes([file('libs/a/src/a.ts', ...text)], ['rolecall.command', 'error.type']);
  it('are found where they are written out, whether we use them or not', () =>
    expect(lines(stray("set('db.system', 1);", 'const a = { "http.request.body.size": 1, `url.path`: 2 };', "set('error.type');"))).toEqual(
      [1, 2, 2, 3],
    ));
  it('are not what only looks like one', () =>
    expect(stray("topic('hiring.offer');", "clientId: 'rolecall.restore';", "import './http.js';", "'from http.a to b'")).toEqual([]));
});

describe('comments', () => {
  it('stand at the head of a file', () => {
    expect(
      headless([file('a.ts', "import 'a';"), file('b.ts', '/** What for. */'), file('c.ts', '// Stryker disable all', '/** Data. */')]),
    ).toHaveLength(1);
  });
  it.each([
    '// ------ helpers ------',
    '/* ===== */',
    '// const a = 1;',
    '// return b;',
    '// save(a);',
    '// if (a) {',
    '// }',
    '// TODO later',
    '/** FIXME */',
  ])('are found to be untidy: %s', (line) => {
    expect(lines(untidyComments([file('a.ts', 'a();', line)]))).toEqual([2]);
  });
  it.each([
    '// Without it the head lags; see the relay.',
    '/** Returns once (a person asks). */',
    '// If it fails (a time-out), it is read again.',
    "const a = '// const b = 1;';",
  ])('are left alone as prose: %s', (line) => {
    expect(untidyComments([file('a.ts', line)])).toEqual([]);
  });
});

describe('layout', () => {
  it('has no folder by kind, no index in an app and one in a lib', () => {
    const paths = [
      'apps/a/src/utils/x.ts',
      'apps/a/src/index.ts',
      'libs/b/src/deep/index.ts',
      'libs/b/src/index.ts',
      'apps/a/src/offer/state.ts',
    ];
    expect(misplaced(paths.map((path) => file(path)))).toHaveLength(3);
    expect(withoutIndex([file('libs/c/src/c.ts')])).toHaveLength(1);
  });
  it('lists every controller in the module', () => {
    const reaction = file('apps/a/src/on-x.ts', '@Controller()', 'export class OnX {}');
    const module = (...rest: string[]) => file('apps/a/src/app.module.ts', "import { OnX } from './on-x.js';", ...rest);
    expect(unwired([reaction, module('const controllers = [OnX];')])).toEqual([]);
    expect(unwired([reaction, module('const controllers = [];')])).toHaveLength(1);
  });
});

describe('deciders', () => {
  const decider = (...rest: string[]) => file('apps/a/src/door.ts', ...rest, 'export const door: Decider<State, Command, Event> = {};');
  it('reach what they import, and may import the pure libs only', () => {
    const files = [
      decider("import { x } from './door/state.js';"),
      file('apps/a/src/door/state.ts', "import { z } from '@rolecall/messaging';"),
    ];
    expect(deciderSources(files)).toHaveLength(2);
    expect(impureImports(files)).toHaveLength(1);
    expect(
      impureImports([decider("import type { Module } from '@nestjs/common';", "import { deriveId } from '@rolecall/kernel';")]),
    ).toEqual([]);
  });
  it('wait for nothing', () => expect(waitingDeciders([decider('const a = async () => 1;')])).toHaveLength(1));
});

describe('facts', () => {
  const event = (type: string, more: Partial<EventContract> = {}): EventContract =>
    ({ type, topic: 't', key: 'id', service: 'a', meaning: 'm', data: z.object({}), ...more }) as EventContract;
  const opened = event('door.opened.v1');
  const maker = file('apps/a/src/door.ts', "return [event('door.opened.v1', {})];");
  it('are made by their service and by no other', () => {
    const folded = file(
      'apps/a/src/evolve.ts',
      "case 'door.opened.v1':",
      "const f = { 'door.opened.v1': (s) => s };",
      "if (type === 'door.opened.v1') a();",
    );
    expect(unmade([opened], [maker], [])).toEqual([]);
    expect(unmade([opened], [folded], [])).toHaveLength(1);
    expect(unmade([opened], [{ ...maker, path: 'apps/b/src/door.ts' }], [])).toHaveLength(1);
    expect(madeElsewhere([opened], [maker, { ...maker, path: 'apps/b/src/door.ts' }])).toHaveLength(1);
    expect(unmade([event('door.closed.v1', { terminal: 'reserved for later' })], [], [])).toEqual([]);
  });
  it('are known in their newest version alone; an older one is made by nobody, and read by who reads the newest', () => {
    const defineEvent = eventsOn({ topic: 't', key: 'id', service: 'a' });
    const first = defineEvent('lamp.lit.v1', 'm', z.object({ id: z.string() }));
    const upcast = (data: { id: string }) => ({ ...data, by: 'hand' });
    const second = defineEvent('lamp.lit.v2', 'm', z.object({ id: z.string(), by: z.string() }), { supersedes: { event: first, upcast } });
    const both = [first, second] as unknown as EventContract[];
    const makes = (version: number) => file('apps/a/src/lamp.ts', `return [event('lamp.lit.v${version}', {})];`);
    const reads = consumptionsOf([file('apps/b/src/on-lamp-lit.ts', '@Consumes(lampLit)')], { lampLit: second });
    expect([unmade(both, [makes(2)], []), outdated(both, [makes(2)]), unheard(both, reads)]).toEqual([[], [], []]);
    expect([unmade(both, [makes(1)], []), outdated(both, [makes(1)]), unheard(both, [])].map(({ length }) => length)).toEqual([1, 1, 2]);
  });
  it('are made from the steps of an approval', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code in a text
    const host = file('apps/a/src/agreement.ts', 'return { type: `door.${name}.v1`, data };');
    expect(unmade([event('door.sent-back.v1')], [host], ['sent-back'])).toEqual([]);
    expect(unmade([event('door.opened.v1')], [host], ['sent-back'])).toHaveLength(1);
  });
  it('have a consumer or the word terminal', () => {
    const heard = consumptionsOf([file('apps/b/src/on-door-opened.ts', '@Consumes(', '  doorOpened,', ')')], { doorOpened: opened });
    expect(heard).toEqual([{ type: 'door.opened.v1', service: 'b', path: 'apps/b/src/on-door-opened.ts' }]);
    expect(unheard([opened], heard)).toEqual([]);
    expect(unheard([opened], [])).toHaveLength(1);
    expect(heardTerminals([{ ...opened, terminal: 'a fact' }], heard)).toHaveLength(1);
    expect(() => consumptionsOf([file('apps/b/src/on-x.ts', '@Consumes(nothing)')], {})).toThrow('names no event');
  });
  it('are terminal also when the observer reads them, and not heard by that alone', () => {
    const read = consumptionsOf([file('apps/observer/src/on-door-changed.ts', '@Consumes(doorOpened)')], { doorOpened: opened });
    expect(unheard([opened], read)).toHaveLength(1);
    expect(heardTerminals([{ ...opened, terminal: 'a fact' }], read)).toEqual([]);
  });
});

describe('rejections', () => {
  const defined = file('apps/a/src/rejections.ts', 'export const locked = defineRejection(', "  'door/locked',", '  …);');
  const sites = rejectionSites([defined]);
  it('are found with who answers them', () => {
    expect(sites).toEqual([{ code: 'door/locked', path: 'apps/a/src/rejections.ts', services: ['a'] }]);
    const inLib = rejectionSites([
      { ...defined, path: 'libs/gate/src/no.ts' },
      file('apps/b/src/b.ts', "import { gate } from '@rolecall/gate';"),
    ]);
    expect(inLib[0]?.services).toEqual(['b']);
  });
  it('are loaded by a service, and stand in a source', () => {
    const definition = { code: 'door/locked', kind: 'conflict', sentence: '', remedy: '' } as const;
    expect(located([definition], sites)).toHaveLength(1);
    expect(() => located([], sites)).toThrow('no service imports');
    expect(() => located([definition], [])).toThrow('no source says');
  });
  it('are used in their project', () => {
    expect(unusedRejections(sites, [defined, file('apps/a/src/door.ts', 'throw no.locked();')])).toEqual([]);
    expect(unusedRejections(sites, [defined, file('apps/b/src/door.ts', 'throw no.locked();')])).toHaveLength(1);
  });
});

describe('specs', () => {
  it.each(["it.only('a', f);", "describe.skip('a', f);", "fit('a', f);", "it('should open', f);", "it.each([1])('it should open %s', f);"])(
    'are untidy with %s',
    (line) => expect(untidySpecs([file('a.spec.ts', line)])).toHaveLength(1),
  );
  it('are tidy with guarantees for names', () => expect(untidySpecs([file('a.spec.ts', "it('opens', f);", "a('should')")])).toEqual([]));
});

it('the host of a registry is found, the name of a format is not', () => {
  const named = ['https://registry.example.org/a', 'http://pypi.example.org'].map((url) => file('a.md', url));
  expect(registryHosts([...named, file('b.md', 'http://maven.apache.org/POM/4.0.0', 'https://example.org/registry')])).toHaveLength(2);
});
