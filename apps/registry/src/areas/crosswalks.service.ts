import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Area, Crosswalk, CrosswalkQuery } from '#contracts/areas';
import { Transactions } from '#persistence/transactions';
import { endsOf, lowestUnitsSql, stepsFrom } from '../dated-trees/tree.queries.js';
import { areasById, populationsSql } from './areas.queries.js';
import { crosswalk, crosswalkBack, type CrosswalkPart } from './crosswalk.rules.js';

type Units = ReadonlyMap<string, Area>;

/** What of the units of one day lies in which units of another. */
@Injectable()
export class CrosswalksService {
  constructor(private readonly transactions: Transactions) {}

  async between({ from, to, under }: CrosswalkQuery): Promise<Crosswalk> {
    const { manager } = this.transactions;
    const lowest: { id: string }[] = await manager.query(lowestUnitsSql, [from, under ?? null]);
    const ids = lowest.map(({ id }) => id);
    const { parts, units } = await (from <= to ? forward : back)(manager, ids, { from, to });
    return {
      from,
      to,
      pairs: parts.map(({ fromId, toId, ...part }) => ({
        from: units.get(fromId)!,
        to: toId === null ? null : units.get(toId)!,
        ...part,
      })),
    };
  }
}

interface Carried {
  parts: CrosswalkPart[];
  units: Units;
}

async function forward(manager: EntityManager, ids: string[], { to }: { to: string }): Promise<Carried> {
  const steps = await stepsFrom(manager, 'area', { ids, direction: 'after', day: to });
  const units = await areasById(manager, [...ids, ...endsOf(steps)]);
  return { parts: crosswalk(ids, [...units.values()], steps, to), units };
}

async function back(
  manager: EntityManager,
  ids: string[],
  { from, to }: { from: string; to: string },
): Promise<Carried> {
  const steps = await stepsFrom(manager, 'area', { ids, direction: 'before', day: to });
  const units = await areasById(manager, [...ids, ...endsOf(steps)]);
  const standing = (id: string): boolean => {
    const { validFrom, validTo } = units.get(id)!;
    return validFrom <= to && (validTo === null || validTo > to);
  };
  const origins = [...units.keys()].filter(standing);
  const shares = new Map(
    (await forward(manager, origins, { to: from })).parts.map((part) => [
      `${part.fromId} ${part.toId}`,
      part.share,
    ]),
  );
  const counts: { id: string; population: number }[] = await manager.query(populationsSql, [origins]);
  const populations = new Map(counts.map(({ id, population }) => [id, population]));
  const massOf = (predecessorId: string, id: string): number | null => {
    const [people, share] = [populations.get(predecessorId), shares.get(`${predecessorId} ${id}`)];
    return people === undefined || share === undefined || share === null ? null : people * share;
  };
  return { parts: crosswalkBack(ids, standing, steps, massOf), units };
}
