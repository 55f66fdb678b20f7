import { Logger as Nest } from '@nestjs/common';
import { personal, secret } from '@rolecall/kernel';
import { z } from 'zod';
import { correlate, createLogger, NestLogger, withCorrelation } from './index.js';
import { prettyLine } from './pretty.js';

function lines(level = 'info') {
  const written: string[] = [];
  const logger = createLogger({ write: (line) => void written.push(line) }, level);
  return { logger, written, last: () => JSON.parse(written.at(-1) as string) as Record<string, unknown> };
}

it('writes one JSON line for a fact, however its text looks', () => {
  const { logger, written, last } = lines();
  logger.info({ aggregate: 'offer' }, 'two\nlines');
  expect(written).toHaveLength(1);
  expect(written[0]?.match(/\n/g)).toHaveLength(1);
  expect(last()).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    service: 'rolecall',
    aggregate: 'offer',
    msg: 'two\nlines',
  });
});

it('names the story of the work that wrote the line, also after an await and once it becomes known', async () => {
  const { logger, last } = lines();
  await withCorrelation('story-1', async () => {
    await Promise.resolve();
    logger.info('known');
    expect(last().correlation_id).toBe('story-1');
  });
  withCorrelation(undefined, () => {
    correlate('story-2');
    logger.info('named later');
    expect(last().correlation_id).toBe('story-2');
  });
  logger.info('outside');
  expect(last()).not.toHaveProperty('correlation_id');
});

describe('what a schema marks', () => {
  personal({ email: z.string(), phones: z.array(z.string()), contact: z.object({}) });
  secret({ API_KEY: z.string() });

  it('is cut by its name, at any depth, in lists too, and the rest of the line stays', () => {
    const { logger, written, last } = lines();
    const jon = { id: 'c1', email: 'jon@example.org', phones: ['+49 1'] };
    logger.info({ email: 'jon@example.org', api_key: 'k', jon, page: { items: [[{ deep: { jon } }]] }, contact: { fax: '+49 1' } }, 'm');
    expect(written[0]).not.toMatch(/jon@example|\+49|"k"/);
    const cut = { id: 'c1', email: '[personal]', phones: '[personal]' };
    const page = { items: [[{ deep: { jon: cut } }]] };
    expect(last()).toMatchObject({ email: '[personal]', api_key: '[secret]', jon: cut, page, contact: '[personal]' });
  });

  it('is cut of what says itself what JSON it is, and bytes are not written', () => {
    const { logger, last } = lines();
    logger.info({ who: { toJSON: () => ({ email: 'jon@example.org' }) }, message: Buffer.from('Jon'), at: new Date(0) }, 'm');
    expect(last()).toMatchObject({ who: { email: '[personal]' }, message: '[bytes]', at: '1970-01-01T00:00:00.000Z' });
  });

  it('is cut of headers, whatever the case of their names', () => {
    const { logger, last } = lines();
    logger.info({ headers: { Authorization: 'Bearer x', cookie: 'x', Email: 'jon@example.org', accept: '*/*' }, body: 'Jon' }, 'm');
    const headers = { Authorization: '[secret]', cookie: '[secret]', Email: '[personal]', accept: '*/*' };
    expect(last()).toMatchObject({ headers, body: '[personal]' });
  });

  it('ends where facts go round in a circle', () => {
    const { logger, written, last } = lines();
    const round: Record<string, unknown> = { email: 'jon@example.org' };
    round.again = { round };
    logger.info({ round }, 'm');
    expect(written[0]).not.toContain('jon@example');
    expect(last()).toMatchObject({ round: { email: '[personal]', again: { round: { email: '[personal]' } } } });
  });
});

it('tells the class, code and stack of an error, and leaves out what a driver hung on it', () => {
  const { logger, last, written } = lines();
  const cause = Object.assign(new RangeError('inner'), { op: { email: 'jon@example.org' } });
  logger.error({ err: Object.assign(new Error('outer', { cause }), { code: 11000, writeErrors: [{ op: 'jon@example.org' }] }) }, 'm');
  expect(last().err).toEqual({
    type: 'Error',
    code: 11000,
    stack: expect.stringMatching(/^Error\nat /),
    cause: { type: 'RangeError', stack: expect.stringMatching(/^RangeError\nat /) },
  });
  expect(written[0]).not.toContain('jon@example.org');
});

it('says nothing of an error’s message, for it may quote what a person wrote', () => {
  const { logger, written } = lines();
  try {
    JSON.parse('Mara Jones');
  } catch (error) {
    logger.error({ err: error }, 'm');
    logger.error({ err: new Error('m', { cause: error }) }, 'm');
    logger.error({ job: { failures: [error] } }, 'm');
    logger.error(error);
    logger.error({ err: error });
    new NestLogger(logger).error(error);
    new NestLogger(logger).error('m', (error as Error).stack, 'context');
  }
  expect(written).toHaveLength(7);
  for (const line of written) {
    expect(line).toContain('at JSON.parse');
    expect(line).not.toContain('Mara');
  }
});

describe('through Nest', () => {
  it('makes a fact with context of what a Nest logger says', () => {
    const { logger, last } = lines('debug');
    Nest.overrideLogger(new NestLogger(logger));
    const nest = new Nest('backbone');
    nest.warn({ msg: 'relay pauses', attempts: 3 });
    expect(last()).toMatchObject({ level: 'warn', context: 'backbone', msg: 'relay pauses', attempts: 3 });
    nest.log('started');
    expect(last()).toMatchObject({ level: 'info', msg: 'started' });
    nest.error('failed', 'Error: x\n  at y');
    expect(last()).toMatchObject({ level: 'error', msg: 'failed', stack: 'at y' });
    new Nest('RouterExplorer').log('Mapped {/v1/offers, GET} route');
    expect(last()).toMatchObject({ level: 'debug' });
    nest.error(new TypeError('broken'));
    expect(last()).toMatchObject({ msg: 'TypeError', err: { type: 'TypeError' } });
  });
});

it('shows a developer one line and the stack', () => {
  const line = JSON.stringify({
    level: 'error',
    time: '2026-03-02T09:00:00.123Z',
    service: 'offer',
    msg: 'no',
    code: 'x/y',
    facts: { a: 1 },
    err: { stack: 'E\n at f' },
  });
  expect(prettyLine(line)).toBe('09:00:00.123 ERROR offer       no  code=x/y  facts={"a":1}\nE\n at f\n');
});
