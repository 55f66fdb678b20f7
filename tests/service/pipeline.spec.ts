/** The read side on real servers: what it answers is what the events say, however often they are delivered. */
import { boards } from './pipeline.boards.js';
import { changes } from './pipeline.changes.js';
import { freshness } from './pipeline.freshness.js';
import { live } from './pipeline.live.js';
import { reports } from './pipeline.reports.js';
import { stories } from './pipeline.stories.js';
import { tasks } from './pipeline.tasks.js';
import { PipelineService } from './pipeline-service.js';

let pipeline: PipelineService;
beforeAll(async () => {
  pipeline = await PipelineService.start();
});
afterAll(() => pipeline?.stop());

boards(() => pipeline);
tasks(() => pipeline);
stories(() => pipeline);
reports(() => pipeline);
freshness(() => pipeline);
live(() => pipeline);
changes(() => pipeline);
