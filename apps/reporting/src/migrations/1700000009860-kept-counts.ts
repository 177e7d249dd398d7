import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // The counts of a period at an instant, folded by reporter: what the next build carries on from. Made from items alone and
  // kept for speed only: a crash may empty the table, after which they are counted again.
  `CREATE UNLOGGED TABLE kept_count (
     period_id uuid NOT NULL,
     counted_at timestamptz NOT NULL,
     scope text NOT NULL CHECK (scope IN ('province', 'units')),
     fold text NOT NULL CHECK (fold IN ('topics', 'areas', 'strata', 'units')),
     area_id uuid,
     topic text,
     tendency text NOT NULL,
     prevalence text,
     strata text[],
     appointment_id uuid NOT NULL,
     n integer NOT NULL CHECK (n > 0)
   )`,
  `CREATE INDEX kept_count_of ON kept_count (period_id, scope, counted_at, fold)`,
  // What was decided or superseded since an instant is found without reading what was before.
  `DROP INDEX opinion_item_counted`,
  `CREATE INDEX opinion_item_counted ON opinion_item (period_id, decided_at)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata) WHERE state = 'accepted'`,
  `DROP INDEX opinion_item_version_counted`,
  `CREATE INDEX opinion_item_version_counted ON opinion_item_version (period_id, known_to)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata, decided_at) WHERE state = 'accepted'`,
];

const down = [
  `DROP TABLE kept_count`,
  `DROP INDEX opinion_item_counted`,
  `CREATE INDEX opinion_item_counted ON opinion_item (period_id)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata, decided_at) WHERE state = 'accepted'`,
  `DROP INDEX opinion_item_version_counted`,
  `CREATE INDEX opinion_item_version_counted ON opinion_item_version (period_id)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata, decided_at, known_to) WHERE state = 'accepted'`,
];

/** Counts of a period that the next build carries on from. */
export class KeptCounts1700000009860 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
