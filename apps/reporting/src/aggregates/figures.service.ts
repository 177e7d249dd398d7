import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { TracedFigure } from '#contracts/aggregates';
import { Problem } from '#contracts/problem';
import { reopenRelease } from '#disclosure/gate';
import { Transactions } from '#persistence/transactions';
import { releasesOfSql } from './aggregates.queries.js';
import { AggregatesService } from './aggregates.service.js';
import { figureOf } from './bound-text.rules.js';
import { type Labels, shownTables } from './tables.rules.js';
import { shownUnitTables } from './unit-tables.rules.js';

const accepted = 'Opinion items that were accepted by then';
/** What the figures of a table count. */
const definitions: Record<string, string> = {
  tendency: `${accepted}, by topic and tendency`,
  prevalence: `${accepted}, by topic and prevalence`,
  stratum: `${accepted}, by stratum and tendency; an item counts in each stratum that it names, and once in the totals`,
  area: `${accepted}, by the unit where they were heard and tendency`,
  trend: `${accepted}, by topic, in this period and those before it`,
  stream: `${accepted} and joined to one stream; the units of those who reported them; the areas where they were heard`,
};

interface KeptRelease {
  periodId: string;
  periodCode: string;
  knownAt: string;
  tables: unknown[];
  labels: Labels | null;
}

/** Says of a figure what it counts and what it is the sum of. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly transactions: Transactions,
    private readonly aggregates: AggregatesService,
  ) {}

  /**
   * A figure of a report that the caller may read, from the tables that were released of every period it counts. The
   * trend is counted anew for each report and is not kept by period, and a stream is of one period: they have no parts.
   * @throws Problem 404 when the report or the place is not there, 409 `aggregate-report.building`.
   */
  async trace(figureId: string, caller: Caller): Promise<TracedFigure> {
    const [aggregateId, key, row, column] = figureId.split('~') as [string, string, string, string];
    const { content } = await this.aggregates.getBuilt(aggregateId, caller);
    const figure = figureOf(content.tables, key, row, column);
    const table = content.tables.find((one) => one.key === key);
    if (!figure || !table) throw Problem.of('resource.not-found');

    const releases: KeptRelease[] = await this.transactions.manager.query(releasesOfSql, [aggregateId]);
    const parts = releases.flatMap(({ periodId, periodCode, tables, labels }) => {
      if (!labels || key === 'trend' || key === 'stream') return [];
      const own = [tables.map(reopenRelease)];
      const shown = content.unit ? shownUnitTables(own, labels) : shownTables(own, labels);
      // A line that a period does not have counted nothing there.
      return { periodId, periodCode, value: (figureOf(shown, key, row, column) ?? { value: 0 }).value };
    });
    return {
      id: figureId,
      aggregateId,
      table: key,
      row: table.rows.find((one) => one.key === row) ?? null,
      column: table.columns.find((one) => one.key === column) ?? null,
      value: figure.value,
      reason: figure.value === null ? (figure.reason ?? 'protected') : null,
      definition: definitions[key]!,
      threshold: table.threshold,
      method: content.method,
      knownAt: releases[0]?.knownAt ?? null,
      parts,
    };
  }
}
