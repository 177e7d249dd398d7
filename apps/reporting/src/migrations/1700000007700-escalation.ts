import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE organisation ADD parent_code text, ADD valid_from date, ADD valid_to date`,
  `CREATE INDEX organisation_code ON organisation (code)`,
  `ALTER TABLE recommendation ADD escalated_to uuid REFERENCES organisation`,
  `CREATE INDEX recommendation_escalated_to ON recommendation (escalated_to)`,
  `ALTER TABLE report_reminder_settings ADD recommendations_after integer[] NOT NULL DEFAULT '{1,15}'`,
];

const down = [
  `ALTER TABLE report_reminder_settings DROP COLUMN recommendations_after`,
  `ALTER TABLE recommendation DROP COLUMN escalated_to`,
  `ALTER TABLE organisation DROP COLUMN parent_code, DROP COLUMN valid_from, DROP COLUMN valid_to`,
  `DROP INDEX organisation_code`,
];

/** What stands above an organisation, and which of them has heard of an overdue recommendation. */
export class Escalation1700000007700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
