import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AreaPopulation, AreaPopulationListQuery, NewAreaPopulations } from '#contracts/areas';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { AreaPopulationEntity } from './area.entity.js';
import { keepPopulationsSql, nowhereSql } from './areas.queries.js';

/** How many people lived in a unit, by dated counts. */
@Injectable()
export class PopulationsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof AreaPopulationListQuery>): Promise<Page<AreaPopulation>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(AreaPopulationEntity, 'count'),
      query,
      {
        fields: { code: 'count.code', countedOn: 'count.countedOn' },
        sort: { expression: 'count.code', of: ({ code }) => code },
        id: { expression: 'count.countedOn', of: ({ countedOn }) => countedOn },
      },
      (count) => count,
    );
  }

  /**
   * Records a count, whole or not at all.
   * @throws Problem 422 `area.no-such-unit` naming codes that mean nothing on their day, `area.counted-twice`.
   */
  async record({ source, populations }: NewAreaPopulations): Promise<{ recorded: number }> {
    const seen = new Set<string>();
    const twice = populations.flatMap(({ code, countedOn }, index) => {
      const known = seen.has(`${code} ${countedOn}`);
      seen.add(`${code} ${countedOn}`);
      return known ? [{ path: `populations.${index}`, message: 'It is counted on that day already' }] : [];
    });
    if (twice.length > 0)
      throw Problem.unprocessable('area.counted-twice', 'A unit is counted once a day', { errors: twice });
    const codes = populations.map(({ code }) => code);
    const days = populations.map(({ countedOn }) => countedOn);
    return this.transactions.run(async (unit) => {
      const nowhere = await unit.query<{ index: number }>('populations.nowhere', nowhereSql, [codes, days]);
      if (nowhere.length > 0) {
        const errors = nowhere.map(({ index }) => ({
          path: `populations.${index}.code`,
          message: 'no unit has this code on that day',
        }));
        throw Problem.unprocessable('area.no-such-unit', 'Not every code means a unit', { errors });
      }
      const people = populations.map(({ population }) => population);
      await unit.query('populations.keep', keepPopulationsSql, [codes, days, people, source]);
      const details = { recorded: populations.length, source };
      unit.audit({ action: 'area-population.record', entity: 'area-population:*', details });
      return { recorded: populations.length };
    });
  }
}
