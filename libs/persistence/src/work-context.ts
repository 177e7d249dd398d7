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

/** The work of one service, and within which work of others in this process it runs. */
interface Place {
  readonly context: WorkContext;
  readonly work: Work;
  readonly outer: Place | undefined;
}

/** One for all services of a process: each costs every promise that is made. */
const places = new AsyncLocalStorage<Place>();

/** Carries {@link Work} along a call chain. One per service, so services in one process never share a transaction. */
@Injectable()
export class WorkContext {
  get current(): Work {
    let place = places.getStore();
    while (place && place.context !== this) place = place.outer;
    return place?.work ?? { actor: 'system' };
  }

  run<T>(work: Work, body: () => T): T {
    return places.run({ context: this, work, outer: this.without(places.getStore()) }, body);
  }

  /** What runs on and on within itself does not pile up. */
  private without(place: Place | undefined): Place | undefined {
    if (!place || place.context === this) return place?.outer;
    return { ...place, outer: this.without(place.outer) };
  }
}
