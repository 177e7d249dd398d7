import type { Caller } from '#auth/requires';
import type { UnitOfWork } from '#persistence/unit-of-work';

/** Something that is held of a person. */
interface Held {
  id: string;
  personId: string;
}

/**
 * Records that a caller was shown what is held of others: `<noun>.list` of `<noun>:*`, by ids alone, since what is
 * searched for may be a name.
 */
export function recordList(unit: UnitOfWork, noun: string, shown: readonly Held[], caller: Caller): void {
  recordShown(
    unit,
    noun,
    shown.filter(({ personId }) => personId !== caller.personId),
  );
}

/** As {@link recordList}, of what is never held of the caller alone. */
export function recordShown(unit: UnitOfWork, noun: string, shown: readonly { id: string }[]): void {
  const ids = shown.map(({ id }) => id);
  if (ids.length > 0) unit.audit({ action: `${noun}.list`, entity: `${noun}:*`, details: { ids } });
}

/** Records that a caller read one thing that is held of another. */
export function recordRead(unit: UnitOfWork, noun: string, { id, personId }: Held, caller: Caller): void {
  if (personId !== caller.personId)
    unit.audit({ action: `${noun}.read`, entity: `${noun}:${id}`, details: { personId } });
}
