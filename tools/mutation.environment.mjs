// Jest's environment for Node that runs nothing more after the first failure: a mutant is found then, and Jest itself would go on.
import { TestEnvironment } from 'jest-environment-node';

export default class StopAtFailure extends TestEnvironment {
  failed = false;

  async handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure' || name === 'hook_failure') this.failed = true;
    if (name === 'test_start' && this.failed) test.mode = 'skip';
  }
}
