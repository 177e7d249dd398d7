import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE aggregate_release
     ADD period_id uuid REFERENCES reporting_period,
     ADD known_at timestamptz,
     ADD against uuid[]`,
  // A period had one report at a time: each was held against those issued before. When exactly it counted was not kept,
  // only when it was asked for.
  `UPDATE aggregate_release r
      SET period_id = a.period_id, known_at = a.created_at,
          against = ARRAY(SELECT b.id FROM aggregate_report b WHERE b.period_id = a.period_id AND b.id <> a.id)
     FROM aggregate_report a WHERE a.id = r.aggregate_id`,
  `ALTER TABLE aggregate_release
     ALTER period_id SET NOT NULL, ALTER known_at SET NOT NULL, ALTER against SET NOT NULL,
     DROP CONSTRAINT aggregate_release_pkey, ADD PRIMARY KEY (aggregate_id, period_id)`,
  `CREATE INDEX aggregate_release_period ON aggregate_release (period_id)`,
];

const down = [
  `DELETE FROM aggregate_release r USING aggregate_report a WHERE a.id = r.aggregate_id AND a.period_id <> r.period_id`,
  `ALTER TABLE aggregate_release DROP CONSTRAINT aggregate_release_pkey, ADD PRIMARY KEY (aggregate_id)`,
  `ALTER TABLE aggregate_release DROP period_id, DROP known_at, DROP against`,
];

/** What was released of each period that a report counts, what was known of it then, and what it was held against. */
export class ReleasesByPeriod1700000009300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
