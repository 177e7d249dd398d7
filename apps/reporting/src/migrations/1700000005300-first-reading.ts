import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When an ad-hoc report was first read by somebody whose duty it is; who it was stands in the audit. */
export class FirstReading1700000005300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opinion_report ADD first_read_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opinion_report DROP COLUMN first_read_at');
  }
}
