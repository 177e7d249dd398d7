import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import type { Actor, UnitOfWork } from './unit-of-work.js';

/** On whose behalf the current work runs, and the unit of work it belongs to. */
export interface Work extends Actor {
  /** The unit that is open. */
  unit?: UnitOfWork;
  /** Opens the unit that the whole of this work shall be, when it comes to that. */
  open?: () => Promise<UnitOfWork>;
}

/** Carries {@link Work} along a call chain. One per service, so services in one process never share a transaction. */
@Injectable()
export class WorkContext {
  private readonly storage = new AsyncLocalStorage<Work>();

  get current(): Work {
    return this.storage.getStore() ?? { actor: 'system' };
  }

  run<T>(work: Work, body: () => T): T {
    return this.storage.run(work, body);
  }
}
