/** What processes have used of the machine, where the system tells it (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Milliseconds of user and system time. Undefined where it cannot be known. */
export function cpuMsOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields && ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Resident memory in megabytes, now and at its highest. Undefined where it cannot be known. */
export function memoryMbOf(pid: number): { now: number; peak: number } | undefined {
  const status = read(pid, 'status');
  const of = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status ?? '')?.[1]) / 1024;
  return status === undefined ? undefined : { now: of('VmRSS'), peak: of('VmHWM') };
}

/** The first child of this process whose command has the name. */
export function childNamed(name: string): number | undefined {
  return processes().find((pid) => statOf(pid)?.[1] === String(process.pid) && /\((.*)\)/.exec(read(pid, 'stat') ?? '')?.[1] === name);
}

function processes(): number[] {
  try {
    return readdirSync('/proc')
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number);
  } catch {
    return [];
  }
}

/** The fields after the command's name, which may hold anything. */
const statOf = (pid: number): string[] | undefined => read(pid, 'stat')?.split(') ').at(-1)?.split(' ');

function read(pid: number, file: 'stat' | 'status'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
