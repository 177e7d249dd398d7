import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reporting's periods, by which figures are counted. */
export class ReportingPeriods1700000007400 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE reporting_period (id uuid PRIMARY KEY, starts_on date NOT NULL, ends_on date NOT NULL)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reporting_period');
  }
}
