/** A Prometheus of a test's own, with the rules of this project, everything taken every second: nobody waits half a minute here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@rolecall/testing';
import { findPrometheus } from '../../deploy/local/find-prometheus.ts';
import { freePort } from '../../deploy/local/ports.ts';
import { NoWay } from '../../deploy/local/ways.ts';
import { readSources } from '../sources.ts';

export interface Scraped {
  readonly job: string;
  /** Such as http://127.0.0.1:7401/metrics. */
  readonly url: string;
}

export interface OwnPrometheus {
  readonly url: string;
  stop(): Promise<void>;
}

/** Undefined, and said, where there is none to be had. */
export async function startPrometheus(scraped: readonly Scraped[], say: (line: string) => void): Promise<OwnPrometheus | undefined> {
  const installed = await findPrometheus(say).catch((error: unknown) => {
    if (!(error instanceof NoWay)) throw error;
    say(`panels are not held against Prometheus: ${error.message}`);
  });
  if (!installed) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-prometheus-'));
  writeConfig(folder, scraped);
  const url = `http://127.0.0.1:${await freePort()}`;
  const places = [`--config.file=${join(folder, 'prometheus.yml')}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const own = [...places, `--web.listen-address=${new URL(url).host}`, ...installed.args];
  const child = spawn(installed.prometheus, own, { stdio: 'ignore' });
  const stop = async () => {
    if (child.kill('SIGTERM')) await once(child, 'exit');
    rmSync(folder, { recursive: true });
  };
  await eventually(async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok, 60_000);
  return { url, stop };
}

function writeConfig(folder: string, scraped: readonly Scraped[]): void {
  mkdirSync(join(folder, 'rules'));
  for (const { path, text } of readSources(['deploy/prometheus/rules/*.yml']))
    writeFileSync(join(folder, 'rules', path.replace(/.*\//, '')), text.replaceAll(/interval: \d+s/g, 'interval: 1s'));
  const configs = scraped.map(({ job, url }, index) => {
    const { host, pathname } = new URL(url);
    return { job_name: `${job}-${index}`, metrics_path: pathname, static_configs: [{ targets: [host], labels: { job } }] };
  });
  const config = { global: { scrape_interval: '1s' }, rule_files: ['rules/*.yml'], scrape_configs: configs };
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
}
