import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyAudit, foundationDown, foundationUp } from '#persistence/foundation';

const plans = [
  // The approval holds for one version: whoever changes a plan must say anew whether it is approved.
  `CREATE TABLE survey_plan (
     id uuid PRIMARY KEY,
     code text NOT NULL CONSTRAINT survey_plan_code UNIQUE,
     title text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('full-survey', 'quick-survey', 'poll')),
     design text NOT NULL CHECK (design IN
       ('simple-random', 'stratified', 'multi-stage-cluster', 'quota', 'convenience', 'opt-in')),
     aims text NOT NULL,
     population text NOT NULL,
     method text NOT NULL,
     sponsor text NOT NULL,
     conductor text NOT NULL,
     field_starts_on date NOT NULL,
     field_ends_on date NOT NULL,
     budget_vnd bigint NOT NULL CHECK (budget_vnd >= 0),
     state text NOT NULL CHECK (state IN ('planned', 'approved')),
     approved_version integer,
     approved_by text,
     approved_at timestamptz,
     version integer NOT NULL,
     CHECK (field_starts_on <= field_ends_on),
     CHECK (num_nulls(approved_version, approved_by, approved_at) = CASE state WHEN 'approved' THEN 0 ELSE 3 END),
     CHECK (approved_version = version)
   )`,
  `CREATE INDEX survey_plan_list ON survey_plan (field_starts_on, id)`,
];

export class SurveyPlans1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...foundationUp, appendOnlyAudit('survey_app'), ...plans])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE survey_plan');
    for (const statement of foundationDown) await runner.query(statement);
  }
}
