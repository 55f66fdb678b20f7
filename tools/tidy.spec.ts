/** HOUSE_STYLE.md, *Rules that are tests*. Imports between projects are boundaries.spec.ts's; generated documents generated.spec.ts's. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { approvalShapes } from '@rolecall/approval';
import * as contracts from '@rolecall/contracts';
import { allEvents, isSuperseded } from '@rolecall/kernel';
import { attribute } from '@rolecall/telemetry';
import { consumptionsOf } from './generate/consumers.ts';
import { pagePath } from './generate/problems.ts';
import { rejectionSites } from './generate/rejections.ts';
import { isTest, projectRoot, readCode, readSources } from './sources.ts';
import { registryHosts } from './tidy/addresses.ts';
import { strayAttributes } from './tidy/attributes.ts';
import { banned, unusedAllowances } from './tidy/bans.ts';
import { said } from './tidy/code.ts';
import { headless, untidyComments } from './tidy/comments.ts';
import { deciderFiles, impureImports, waitingDeciders } from './tidy/deciders.ts';
import { heardTerminals, madeElsewhere, unheard, unmade, unusedRejections } from './tidy/facts.ts';
import { misplaced, unwired, withoutIndex } from './tidy/layout.ts';
import { longFiles, longFunctions } from './tidy/lengths.ts';
import { untidySpecs } from './tidy/specs.ts';
import { outdated } from './tidy/versions.ts';

const code = readCode();
/** Holds what the rules forbid, as text. */
const examples = 'tools/tidy/rules.spec.ts';
const typescript = readSources(['{apps,libs}/*/src/**/*.ts', '{tools,deploy,tests,bench}/**/*.ts']);
const sources = typescript.filter(({ path }) => !isTest(path));
const tests = typescript.filter(({ path }) => isTest(path));

const events = allEvents();
const consumptions = consumptionsOf(code, contracts);
const rejections = rejectionSites(code);

describe('files and functions', () => {
  it('are short enough to be read at once', () => {
    expect(longFiles(typescript).map(said)).toEqual([]);
    expect(longFunctions(sources).map(said)).toEqual([]);
  });
  it('begin with what they are for', () => expect(headless(sources).map(said)).toEqual([]));
  it('hold no banner, no dead code and nothing left to do', () => expect(untidyComments(typescript).map(said)).toEqual([]));
  it('stand under their subject; apps have no index, libs one', () => {
    expect(misplaced(typescript)).toEqual([]);
    expect(withoutIndex(code)).toEqual([]);
  });
  it('name no registry', () => {
    const all = readSources([
      '*.{json,md,yml,mjs}',
      '.*{rc,json}',
      '.ci/*',
      '{apps,libs,tools,deploy,docs,tests,bench}/**/*.*',
      'deploy/docker/*',
    ]);
    expect(registryHosts(all.filter(({ path }) => path !== examples)).map(said)).toEqual([]);
  });
});

describe('services', () => {
  it('reach clock, chance, environment and output through their one place', () => {
    expect(banned(code).map(said)).toEqual([]);
    expect(unusedAllowances(code)).toEqual([]);
  });
  it('name the attributes of spans by their constants', () =>
    expect(strayAttributes(code, Object.values(attribute)).map(said)).toEqual([]));
  it('decide without the world', () => {
    expect(deciderFiles(code).length).toBeGreaterThan(1);
    expect(impureImports(code)).toEqual([]);
    expect(waitingDeciders(code).map(said)).toEqual([]);
  });
  it('list every controller in their module', () => expect(unwired(code)).toEqual([]));
});

describe('every event', () => {
  it('is made by its service, and by no other', () => {
    expect(unmade(events, code, Object.keys(approvalShapes))).toEqual([]);
    expect(madeElsewhere(events, code)).toEqual([]);
  });
  it('is named in its newest version: an older one is known to its contract alone', () => {
    expect(events.filter(isSuperseded).length).toBeGreaterThan(0);
    expect(outdated(events, code)).toEqual([]);
  });
  it('has a consumer or the word terminal, and not both', () => {
    expect(unheard(events, consumptions)).toEqual([]);
    expect(heardTerminals(events, consumptions)).toEqual([]);
  });
});

describe('every rejection', () => {
  it('is used', () => expect(unusedRejections(rejections, code)).toEqual([]));
  it('has its page', () => {
    const pages = rejections.map(({ code: name }) => pagePath(name));
    expect(pages.filter((page) => !existsSync(join(projectRoot, page)))).toEqual([]);
  });
});

it('every test runs, and its name is a guarantee', () =>
  expect(untidySpecs(tests.filter(({ path }) => path !== examples)).map(said)).toEqual([]));
