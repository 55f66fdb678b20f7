/** What those do who call us: all at once, or with a token that has run out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { issueToken } from '@rolecall/edge';
import { Load } from '../../load/load.ts';
import type { Drill } from '../drill.ts';

const burst: Drill = {
  fault: 'a burst: ten times as many people, and nobody rests',
  alert: 'TrafficBurst',
  remedy: 'Ask whoever it is to slow down',
  done: 'they go',
  strike: async ({ cluster }) => {
    const load = await Load.start(cluster, { org: 'burst', inFlight: 20 });
    return { cure: () => load.stop() };
  },
};

const [askEveryMs, lifetimeSeconds] = [500, 20];

const expiredToken: Drill = {
  fault: 'an expired token: a program goes on asking with it',
  alert: 'CallersUnauthenticated',
  remedy: 'a new token',
  done: 'the program asks with a new token',
  strike: async ({ cluster: { secret }, services: { requisition }, load: { org } }) => {
    const fresh = () => issueToken({ person: 'portal', org, roles: ['recruiter'], lifetimeSeconds }, secret);
    const ask = async (token: string) => {
      const answer = await fetch(`${requisition.url}/v1/requisitions`, { headers: { authorization: `Bearer ${token}` } });
      await answer.text();
      return answer.status;
    };
    let token = await fresh();
    let ends = false;
    const asking = (async () => {
      for (; !ends; await sleep(askEveryMs)) await ask(token).catch(() => 0);
    })();
    while ((await ask(token)) !== 401) await sleep(askEveryMs);
    return {
      cure: async () => {
        token = await fresh();
        const status = await ask(token);
        ends = true;
        await asking;
        if (status !== 200) throw new Error(`with its new token the program is answered ${status}`);
      },
    };
  },
};

export const callerDrills: readonly Drill[] = [burst, expiredToken];
