import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of the cases of a survey stands with its release. */
export class OutcomesOfReleases1700000008022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE survey_release ADD outcomes jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE survey_release DROP COLUMN outcomes');
  }
}
