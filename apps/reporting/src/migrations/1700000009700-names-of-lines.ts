import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the lines of a report were called when it was built; null for what was built before. */
export class NamesOfLines1700000009700 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE aggregate_release ADD labels jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE aggregate_release DROP labels');
  }
}
