import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long before its first day a period of a calendar opens by itself; null: only by hand. */
export class Opening1700000005600 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE reporting_calendar ADD opens_days_before integer DEFAULT 0 CHECK (opens_days_before BETWEEN 0 AND 31)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE reporting_calendar DROP COLUMN opens_days_before`);
  }
}
