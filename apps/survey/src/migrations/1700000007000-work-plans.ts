import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkPlans1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE survey_plan
      ADD COLUMN work_plan jsonb NOT NULL DEFAULT '[]',
      ADD COLUMN budget jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE survey_plan DROP COLUMN work_plan, DROP COLUMN budget');
  }
}
