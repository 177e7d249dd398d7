import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE survey_analysis (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     title text NOT NULL,
     state text NOT NULL CHECK (state IN ('computing', 'computed', 'failed')),
     failure text,
     definition jsonb NOT NULL,
     input_hash text,
     result jsonb,
     result_hash text,
     released jsonb,
     against uuid[],
     job_id uuid NOT NULL,
     created_at timestamptz(3) NOT NULL,
     CHECK (num_nulls(result, result_hash, released) = CASE state WHEN 'computed' THEN 0 ELSE 3 END),
     CHECK (num_nulls(input_hash, against) = CASE state WHEN 'computing' THEN 2 ELSE 0 END),
     CHECK ((failure IS NULL) = (state <> 'failed'))
   )`,
  `CREATE INDEX survey_analysis_list ON survey_analysis (plan_id, created_at, id)`,
  `CREATE TABLE survey_release (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     analysis_id uuid NOT NULL REFERENCES survey_analysis,
     state text NOT NULL CHECK (state IN ('draft', 'approved', 'published', 'superseded', 'withdrawn')),
     title text NOT NULL,
     methods jsonb NOT NULL,
     content_hash text NOT NULL,
     approved_hash text,
     approved_by text,
     approved_at timestamptz,
     number integer,
     released_on date,
     withdrawn_reason text,
     version integer NOT NULL,
     created_at timestamptz(3) NOT NULL,
     UNIQUE (plan_id, number),
     CHECK (num_nulls(approved_hash, approved_by, approved_at) IN (0, 3)),
     CHECK (state = 'draft' OR state = 'withdrawn' OR approved_hash = content_hash),
     CHECK (num_nulls(number, released_on) IN (0, 2)),
     CHECK (CASE WHEN state IN ('published', 'superseded') THEN number IS NOT NULL
                 WHEN state IN ('draft', 'approved') THEN number IS NULL ELSE true END),
     CHECK ((withdrawn_reason IS NULL) = (state <> 'withdrawn'))
   )`,
  // One is in force at a time.
  `CREATE UNIQUE INDEX survey_release_current ON survey_release (plan_id) WHERE state = 'published'`,
  `CREATE INDEX survey_release_list ON survey_release (plan_id, created_at, id)`,
  `CREATE INDEX survey_release_analysis ON survey_release (analysis_id)`,
];

export class SurveyAnalyses1700000008020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE survey_release, survey_analysis');
  }
}
