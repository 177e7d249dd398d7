import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE questionnaire (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     number integer NOT NULL CHECK (number > 0),
     title text NOT NULL,
     state text NOT NULL CHECK (state IN ('draft', 'frozen')),
     frozen_at timestamptz,
     languages text[] NOT NULL,
     form jsonb NOT NULL,
     version integer NOT NULL,
     CONSTRAINT questionnaire_number UNIQUE (plan_id, number),
     CHECK ((state = 'frozen') = (frozen_at IS NOT NULL))
   )`,
  `CREATE TABLE pretest (
     id uuid PRIMARY KEY,
     questionnaire_id uuid NOT NULL REFERENCES questionnaire,
     held_on date NOT NULL,
     place text NOT NULL,
     interviews integer NOT NULL CHECK (interviews > 0),
     median_minutes double precision,
     findings text NOT NULL,
     changes text NOT NULL
   )`,
  `CREATE INDEX pretest_questionnaire ON pretest (questionnaire_id)`,
  `CREATE TABLE sampling_frame (
     id uuid PRIMARY KEY,
     code text NOT NULL CONSTRAINT sampling_frame_code UNIQUE,
     title text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('areas', 'addresses', 'workplaces')),
     source text NOT NULL,
     as_of date NOT NULL,
     units integer NOT NULL,
     size double precision NOT NULL,
     version integer NOT NULL
   )`,
  // The place is that of the file: systematic draws go by the order of the list.
  `CREATE TABLE frame_unit (
     frame_id uuid NOT NULL REFERENCES sampling_frame,
     code text NOT NULL,
     place integer NOT NULL,
     name text,
     cluster text,
     stratum text,
     size double precision CHECK (size > 0),
     PRIMARY KEY (frame_id, code),
     CONSTRAINT frame_unit_cluster FOREIGN KEY (frame_id, cluster) REFERENCES frame_unit (frame_id, code)
   )`,
  `CREATE INDEX frame_unit_of_cluster ON frame_unit (frame_id, cluster)`,
  `CREATE TABLE sample (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     frame_id uuid REFERENCES sampling_frame,
     design jsonb NOT NULL,
     seed bigint NOT NULL CHECK (seed >= 0),
     frame_digest text,
     code_version text NOT NULL,
     units integer NOT NULL,
     drawn_at timestamptz(3) NOT NULL
   )`,
  `CREATE INDEX sample_plan ON sample (plan_id)`,
  `CREATE INDEX sample_frame ON sample (frame_id)`,
  `CREATE TABLE sample_cell (
     sample_id uuid NOT NULL REFERENCES sample,
     number integer NOT NULL,
     label text,
     stratum text,
     cluster text,
     certain boolean NOT NULL,
     units integer,
     population double precision,
     clusters integer,
     probability double precision CHECK (probability > 0 AND probability <= 1),
     base_weight double precision CHECK (base_weight >= 1),
     PRIMARY KEY (sample_id, number)
   )`,
  `CREATE TABLE sampled_unit (
     sample_id uuid NOT NULL,
     number integer NOT NULL,
     unit text,
     cell integer NOT NULL,
     PRIMARY KEY (sample_id, number),
     CONSTRAINT sampled_unit_cell FOREIGN KEY (sample_id, cell) REFERENCES sample_cell (sample_id, number)
   )`,
  `CREATE INDEX sampled_unit_of_cell ON sampled_unit (sample_id, cell)`,
];

export class QuestionnairesAndSamples1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE sampled_unit, sample_cell, sample, frame_unit, sampling_frame, pretest, questionnaire',
    );
  }
}
