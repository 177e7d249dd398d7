import type { MigrationInterface, QueryRunner } from 'typeorm';

const oneAtATime = (about: string): string[] => [
  'DROP INDEX aggregate_report_in_work, aggregate_report_in_force',
  `CREATE UNIQUE INDEX aggregate_report_in_work ON aggregate_report (${about})
    WHERE state IN ('building', 'draft', 'circulated', 'approved')`,
  `CREATE UNIQUE INDEX aggregate_report_in_force ON aggregate_report (${about})
    WHERE state IN ('issued', 'dispatched', 'acknowledged')`,
];

const up = [
  // The unit that a report is about, by its code; null: the whole province.
  `ALTER TABLE aggregate_report ADD area_code text`,
  ...oneAtATime(`period_id, coalesce(area_code, '')`),
  // How units were parted when the period was counted, and which plan of the gate the tables come from.
  `ALTER TABLE aggregate_release ADD units jsonb, ADD plan text`,
];

const down = [
  `DELETE FROM aggregate_release WHERE aggregate_id IN (SELECT id FROM aggregate_report WHERE area_code IS NOT NULL)`,
  `UPDATE aggregate_report SET state = 'withdrawn', withdrawn_reason = 'unit', superseded_by = NULL WHERE area_code IS NOT NULL`,
  ...oneAtATime('period_id'),
  `ALTER TABLE aggregate_release DROP COLUMN units, DROP COLUMN plan`,
  `ALTER TABLE aggregate_report DROP COLUMN area_code`,
];

/** Aggregate reports of the units that stand below the province. */
export class ReportsOfUnits1700000009850 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
