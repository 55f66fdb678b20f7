/** Binds the decider of an application to the aggregate store. Its deadlines: a letter is due, an evaluation was lost, or no word came. */
import { Injectable } from '@nestjs/common';
import { AggregateStore, type Cause, type Loaded, Ports } from '@rolecall/messaging';
import { application } from './application.js';
import type { ApplicationCommand } from './commands.js';
import { Evaluations } from './evaluations.js';
import type { Application, ApplicationEvent } from './state.js';

@Injectable()
export class Applications extends AggregateStore<Application, ApplicationCommand, ApplicationEvent> {
  constructor(
    ports: Ports,
    private readonly evaluations: Evaluations,
  ) {
    super(application, ports, {
      indexes: ['state.requisitionId', 'state.candidateId', 'state.status'],
      onDue: async (org, loaded, cause) => this?.wake(org, loaded, cause),
    });
  }

  /** Evaluates what is pending; nothing when it was done meanwhile. */
  async evaluate(org: string, loaded: Loaded<Application>, cause: Cause): Promise<void> {
    if (loaded.state.evaluation.status !== 'pending') return;
    await this.execute(loaded.id, await this.evaluations.commandFor(org, loaded.state), cause);
  }

  private async wake(org: string, loaded: Loaded<Application>, cause: Cause): Promise<void> {
    const due = application.due?.(loaded.state);
    if (due?.command.do === 'record-evaluation-unavailable') await this.evaluate(org, loaded, cause);
    else if (due) await this.execute(loaded.id, { ...due.command, at: due.at } as unknown as ApplicationCommand, cause);
  }
}
