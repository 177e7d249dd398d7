import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE aggregate_report
     ADD supersedes uuid REFERENCES aggregate_report,
     ADD supersede_reason text,
     ADD superseded_by uuid REFERENCES aggregate_report,
     DROP CONSTRAINT aggregate_report_state_check,
     ADD CONSTRAINT aggregate_report_state_check CHECK (state IN
       ('building', 'draft', 'circulated', 'approved', 'issued', 'dispatched', 'acknowledged', 'superseded', 'withdrawn')),
     ADD CHECK ((supersedes IS NULL) = (supersede_reason IS NULL)),
     ADD CHECK ((state = 'superseded') = (superseded_by IS NOT NULL))`,
  `CREATE INDEX aggregate_report_supersedes ON aggregate_report (supersedes)`,
  `CREATE INDEX aggregate_report_superseded_by ON aggregate_report (superseded_by)`,
  // While a version is in work, the one whose place it is to take stays in force.
  `DROP INDEX aggregate_report_current`,
  `CREATE UNIQUE INDEX aggregate_report_in_work ON aggregate_report (period_id)
    WHERE state IN ('building', 'draft', 'circulated', 'approved')`,
  `CREATE UNIQUE INDEX aggregate_report_in_force ON aggregate_report (period_id)
    WHERE state IN ('issued', 'dispatched', 'acknowledged')`,
];

const down = [
  `UPDATE aggregate_report SET state = 'withdrawn', withdrawn_reason = 'superseded', superseded_by = NULL
    WHERE state = 'superseded'`,
  `UPDATE aggregate_report SET state = 'withdrawn', withdrawn_reason = supersede_reason
    WHERE supersedes IS NOT NULL AND state IN ('building', 'draft', 'circulated', 'approved')`,
  `DROP INDEX aggregate_report_in_work, aggregate_report_in_force`,
  `ALTER TABLE aggregate_report
     DROP supersedes, DROP supersede_reason, DROP superseded_by,
     DROP CONSTRAINT aggregate_report_state_check,
     ADD CONSTRAINT aggregate_report_state_check CHECK (state IN
       ('building', 'draft', 'circulated', 'approved', 'issued', 'dispatched', 'acknowledged', 'withdrawn'))`,
  `CREATE UNIQUE INDEX aggregate_report_current ON aggregate_report (period_id) WHERE state <> 'withdrawn'`,
];

/** A new version may take the place of an issued report; both are kept. */
export class Superseding1700000009400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
