/** A unit version as it stands in a crosswalk. */
export interface CrosswalkVersion {
  id: string;
  validTo: string | null;
}

/** One step: the version `fromId` became (part of) `toId` on the day it ended. */
export interface CrosswalkStep {
  fromId: string;
  toId: string;
  share: number | null;
}

/** What of a unit went where; `toId` is null for what has no known successor. */
export interface CrosswalkPart {
  fromId: string;
  toId: string | null;
  share: number | null;
  certainty: 'exact' | 'estimated' | 'unknown';
}

/** Shares by the unit they went to; the key null is what has no known successor, the value null an unknown share. */
type Shares = Map<string | null, number | null>;

/**
 * Carries units over to those that stand on a later day, along successions however many reforms lie between. A unit
 * that went whole is exact; one that was divided has the shares that were recorded, an estimate by population; where
 * none were, or where no successor is known, it is said so and nothing is guessed. The shares of one unit add up to 1
 * unless one of them is unknown.
 * @param starting ids of the units to carry over.
 * @param versions all that the steps speak of, and those.
 */
export function crosswalk(
  starting: string[],
  versions: CrosswalkVersion[],
  steps: CrosswalkStep[],
  to: string,
): CrosswalkPart[] {
  const byId = new Map(versions.map((version) => [version.id, version]));
  const next = new Map<string, CrosswalkStep[]>();
  for (const step of steps) {
    const list = next.get(step.fromId);
    if (list) list.push(step);
    else next.set(step.fromId, [step]);
  }
  const found = new Map<string, Shares>();
  const sharesOf = (id: string): Shares => {
    const known = found.get(id);
    if (known) return known;
    const { validTo } = byId.get(id)!;
    const shares: Shares =
      validTo === null || validTo > to
        ? new Map([[id, 1]])
        : joined(
            (next.get(id) ?? []).map(({ share, toId }, _, { length }) => [
              length === 1 ? 1 : share,
              sharesOf(toId),
            ]),
          );
    found.set(id, shares);
    return shares;
  };
  return starting.flatMap((fromId) =>
    [...sharesOf(fromId)].map(([toId, share]) => ({
      fromId,
      toId,
      share,
      certainty: certaintyOf(toId, share),
    })),
  );
}

/**
 * Carries units back to those that stood on an earlier day. A unit that came out of one is exact; of what came out of
 * several, each part is weighed by the people it brought: the population of the predecessor times the share of it that
 * went here. Where one of those is not known, or a part has no known origin, nothing is guessed.
 * @param starting ids of the units to carry back.
 * @param standing whether a version stands on the earlier day.
 * @param steps all that led to those units since then.
 * @param massOf how many people of the first came to the second; null where nobody knows.
 */
export function crosswalkBack(
  starting: string[],
  standing: (id: string) => boolean,
  steps: CrosswalkStep[],
  massOf: (predecessorId: string, id: string) => number | null,
): CrosswalkPart[] {
  const origins = originsOf(standing, steps);
  return starting.flatMap((fromId) => {
    const places = [...origins(fromId)];
    const masses = places.map((place) => (place === null ? null : massOf(place, fromId)));
    const total = masses.every((mass) => mass !== null) ? masses.reduce((sum, mass) => sum + mass, 0) : null;
    return places.map((toId, index) => {
      const share = places.length === 1 ? 1 : total === null ? null : masses[index]! / total;
      return { fromId, toId, share, certainty: certaintyOf(toId, share) };
    });
  });
}

/** The units of the earlier day out of which a unit came; null among them for what came from nowhere. */
function originsOf(standing: (id: string) => boolean, steps: CrosswalkStep[]) {
  const before = new Map<string, string[]>();
  for (const { fromId, toId } of steps) before.set(toId, [...(before.get(toId) ?? []), fromId]);
  const found = new Map<string, Set<string | null>>();
  const origins = (id: string): Set<string | null> => {
    const known = found.get(id);
    if (known) return known;
    const places = new Set<string | null>();
    if (standing(id)) places.add(id);
    else for (const from of before.get(id) ?? []) for (const place of origins(from)) places.add(place);
    if (places.size === 0) places.add(null);
    found.set(id, places);
    return places;
  };
  return origins;
}

/** What the parts of a unit come to. All in one place is all of it, however it was divided on the way. */
function joined(parts: [share: number | null, shares: Shares][]): Shares {
  const places = new Set(parts.flatMap(([, shares]) => [...shares.keys()]));
  if (places.size === 0) return new Map([[null, 1]]);
  if (places.size === 1) return new Map([[[...places][0]!, 1]]);
  const sums: Shares = new Map();
  for (const [share, shares] of parts) {
    for (const [place, inner] of shares) {
      const sum = sums.has(place) ? sums.get(place)! : 0;
      sums.set(place, sum === null || share === null || inner === null ? null : sum + share * inner);
    }
  }
  return sums;
}

function certaintyOf(toId: string | null, share: number | null): CrosswalkPart['certainty'] {
  if (toId === null || share === null) return 'unknown';
  return share === 1 ? 'exact' : 'estimated';
}
