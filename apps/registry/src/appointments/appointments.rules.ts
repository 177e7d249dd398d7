import type { AppointmentLimit } from '#contracts/appointments';
import type { Appointment } from '#contracts/people';
import type { Role } from '#contracts/permissions';

/** Which role of access a role held by appointment gives; the others give none. */
export const accessRoles: Partial<Record<Appointment['role'], Role>> = { collaborator: 'collaborator' };

/** The roles held by appointment that give access. */
export const rolesWithAccess = Object.keys(accessRoles) as Appointment['role'][];

/** Days from `from` on, `to` exclusive; null: open. */
export interface Span {
  from: string;
  to: string | null;
}

export const isOn = ({ from, to }: Span, day: string): boolean => from <= day && (to === null || day < to);

/** Whether every day of `inner` is one of `outer`. */
export const liesWithin = (inner: Span, outer: Span): boolean =>
  outer.from <= inner.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));

export const overlap = (one: Span, other: Span): boolean =>
  (other.to === null || one.from < other.to) &&
  (one.to === null || other.from < one.to) &&
  one.from !== one.to &&
  other.from !== other.to;

/** The items under each of their keys, in their order. */
export function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** How many may hold a role at one place on a day; null: any number. */
export function holdersOn(limits: readonly Pick<AppointmentLimit, 'from' | 'holders'>[], day: string) {
  const inForce = limits.filter(({ from }) => from <= day);
  return inForce.toSorted((a, b) => b.from.localeCompare(a.from))[0]?.holders ?? null;
}

/**
 * The first of the days on which an appointment at this place begins, from `days` on, when more hold the role than the
 * limit of that day; null when there is none. A limit judges who begins under it, not those who were there before.
 * @param held all who hold the role at one place.
 */
export function overfullDay(
  held: readonly Span[],
  limits: readonly Pick<AppointmentLimit, 'from' | 'holders'>[],
  days: Span,
): string | null {
  const present = held.filter(({ from, to }) => from !== to);
  const beginnings = present.map(({ from }) => from).filter((day) => isOn(days, day));
  const tooMany = beginnings.filter((day) => {
    const most = holdersOn(limits, day);
    return most !== null && present.filter((span) => isOn(span, day)).length > most;
  });
  return tooMany.sort()[0] ?? null;
}
