/** Where the traces of a test are asked for: always what the services have sent; and a real Zipkin behind a real Collector, where there are such. */
import { findCollector } from '../../../deploy/local/find-collector.ts';
import { findZipkin } from '../../../deploy/local/find-zipkin.ts';
import { Premises } from '../../../deploy/local/premises.ts';
import { startTraceStore } from '../../../deploy/local/trace-store.ts';
import { KeptSpans } from './kept-spans.ts';
import type { SpanStore } from './stored-span.ts';
import { zipkinAt } from './zipkin.ts';

type Say = (line: string) => void;

export interface Stores {
  readonly kept: KeptSpans;
  /** Only where `findRealStore` has found what it needs. */
  readonly real?: SpanStore;
  stop(): Promise<void>;
}

/** Throws NoWay. What is not built for a test is asked for first: without it nothing else has to be fetched. */
export async function findRealStore(say: Say): Promise<true> {
  await findCollector(say, { mayBuild: false });
  await findZipkin(say);
  return true;
}

/** Every span goes to both: the test keeps it, and hands it on to the Collector. */
export async function openStores(isReal: boolean, say: Say): Promise<Stores> {
  const premises = await Premises.open();
  const store = isReal ? await startTraceStore(premises, say) : undefined;
  const kept = await KeptSpans.open(store?.otlp);
  const stop = async () => {
    await kept.stop();
    await premises.close();
  };
  return { kept, ...(store ? { real: zipkinAt(store.url) } : {}), stop };
}
