/** Small questions to the operating system. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process of this number lives; one that belongs to somebody else lives too. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether somebody listens on this port of 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(1000, () => end(false));
  });
}

/** Asks every `everyMs` until the answer is yes; false when it never was within `forMs`. */
export async function becomesTrue(ask: () => boolean | Promise<boolean>, forMs: number, everyMs = 50): Promise<boolean> {
  const until = performance.now() + forMs;
  while (!(await ask())) {
    if (performance.now() > until) return false;
    await sleep(everyMs);
  }
  return true;
}

/** Whether a GET of this address is answered with success. */
export async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}
