/** The pipeline as a whole for its tests: the real app on real servers, stories that four services tell, and what is read of them. */
import { eventually } from '@rolecall/testing';
import { AppModule } from '../../apps/pipeline/src/app.module.js';
import { type Answer, AskedByMara, patienceMs, startService } from './service.js';
import type { Told } from './told.js';

export class PipelineService extends AskedByMara {
  static async start(): Promise<PipelineService> {
    return new PipelineService(await startService('pipeline', AppModule));
  }

  async publish(...stories: readonly Told[]): Promise<void> {
    for (const message of stories.flatMap(({ messages }) => messages)) await this.send(message);
  }

  /** What is answered once it is so. */
  until(
    path: string,
    wanted: (json: Answer['json']) => boolean,
    person = 'mara',
    headers?: Record<string, string>,
  ): Promise<Answer['json']> {
    return eventually(async () => {
      const { status, json } = await this.get(path, person, headers);
      return status === 200 && wanted(json) ? json : undefined;
    }, patienceMs);
  }
}
