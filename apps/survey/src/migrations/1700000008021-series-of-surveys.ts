import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Surveys of one series are waves of one another. */
export class SeriesOfSurveys1700000008021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE survey_plan ADD COLUMN series text');
    await runner.query('CREATE INDEX survey_plan_series ON survey_plan (series) WHERE series IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE survey_plan DROP COLUMN series');
  }
}
