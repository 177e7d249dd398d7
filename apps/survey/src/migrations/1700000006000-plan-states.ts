import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // As PostgreSQL named them: the state, what is filled when it is approved, and for which version.
  `ALTER TABLE survey_plan
     DROP CONSTRAINT survey_plan_state_check,
     DROP CONSTRAINT survey_plan_check1,
     DROP CONSTRAINT survey_plan_check2`,
  `ALTER TABLE survey_plan
     ADD CONSTRAINT survey_plan_state CHECK (state IN ('planned', 'designed', 'pretested', 'approved', 'fielding',
       'closed', 'processed', 'released', 'archived')),
     ADD CONSTRAINT survey_plan_approval CHECK (num_nulls(approved_version, approved_by, approved_at) =
       CASE WHEN state IN ('planned', 'designed', 'pretested') THEN 3 ELSE 0 END),
     ADD CONSTRAINT survey_plan_approved_version CHECK (
       CASE state WHEN 'approved' THEN approved_version = version ELSE approved_version < version END)`,
];

const down = [
  `ALTER TABLE survey_plan
     DROP CONSTRAINT survey_plan_state,
     DROP CONSTRAINT survey_plan_approval,
     DROP CONSTRAINT survey_plan_approved_version`,
  `UPDATE survey_plan SET state = 'planned' WHERE state IN ('designed', 'pretested')`,
  `UPDATE survey_plan SET state = 'approved', approved_version = version WHERE state NOT IN ('planned', 'approved')`,
  `ALTER TABLE survey_plan
     ADD CONSTRAINT survey_plan_state_check CHECK (state IN ('planned', 'approved')),
     ADD CONSTRAINT survey_plan_check1 CHECK (
       num_nulls(approved_version, approved_by, approved_at) = CASE state WHEN 'approved' THEN 0 ELSE 3 END),
     ADD CONSTRAINT survey_plan_check2 CHECK (approved_version = version)`,
];

export class PlanStates1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
