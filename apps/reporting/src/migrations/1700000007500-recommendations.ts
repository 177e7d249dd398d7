import type { MigrationInterface, QueryRunner } from 'typeorm';

const states = `('recorded', 'forwarded', 'in-progress', 'answered', 'closed')`;

const up = [
  `CREATE TABLE recommendation (
     id uuid PRIMARY KEY,
     subject text NOT NULL,
     text text NOT NULL,
     topic text,
     state text NOT NULL CHECK (state IN ${states}),
     aggregate_id uuid REFERENCES aggregate_report,
     conference_id uuid,
     organisation_id uuid REFERENCES organisation,
     due_on date,
     number integer,
     symbol text,
     answer text,
     outcome text CHECK (outcome IN ('resolved', 'partly-resolved', 'declined', 'lapsed')),
     escalated_days integer[] NOT NULL DEFAULT '{}',
     version integer NOT NULL,
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     CHECK (state = 'recorded' OR state = 'closed' OR (organisation_id IS NOT NULL AND due_on IS NOT NULL)),
     CHECK ((state = 'closed') = (outcome IS NOT NULL)),
     CHECK (state <> 'answered' OR answer IS NOT NULL)
   )`,
  `CREATE INDEX recommendation_list ON recommendation (created_at, id)`,
  `CREATE INDEX recommendation_aggregate ON recommendation (aggregate_id)`,
  `CREATE INDEX recommendation_organisation ON recommendation (organisation_id)`,
  `CREATE INDEX recommendation_due ON recommendation (due_on) WHERE state IN ('forwarded', 'in-progress')`,
  // Every state it was in, and since when: what was open on a day stays known. At an instant T: the last of at <= T.
  `CREATE TABLE recommendation_step (
     recommendation_id uuid NOT NULL REFERENCES recommendation,
     version integer NOT NULL,
     at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
     state text NOT NULL CHECK (state IN ${states}),
     organisation_id uuid REFERENCES organisation,
     due_on date,
     outcome text,
     note text,
     PRIMARY KEY (recommendation_id, version)
   )`,
  `CREATE INDEX recommendation_step_organisation ON recommendation_step (organisation_id)`,
  // Whose item it is tells who hears of the outcome.
  `CREATE TABLE recommendation_item (
     recommendation_id uuid NOT NULL REFERENCES recommendation,
     item_id uuid NOT NULL REFERENCES opinion_item,
     PRIMARY KEY (recommendation_id, item_id)
   )`,
  `CREATE INDEX recommendation_item_of ON recommendation_item (item_id)`,
  `CREATE TABLE recommendation_document (
     recommendation_id uuid NOT NULL REFERENCES recommendation,
     version integer NOT NULL,
     sha256 text NOT NULL,
     docx bytea NOT NULL,
     PRIMARY KEY (recommendation_id, version)
   )`,
  `CREATE TABLE explanation (
     id uuid PRIMARY KEY,
     recommendation_id uuid REFERENCES recommendation,
     topic text,
     title text NOT NULL,
     text text NOT NULL,
     withdrawn_reason text,
     version integer NOT NULL,
     published_at timestamptz(3) NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX explanation_list ON explanation (published_at, id)`,
  `CREATE INDEX explanation_recommendation ON explanation (recommendation_id)`,
];

const tables = [
  'explanation',
  'recommendation_document',
  'recommendation_item',
  'recommendation_step',
  'recommendation',
];

/** What people and the office ask of others, what becomes of it, and what the network is told of it. */
export class Recommendations1700000007500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(`DROP TABLE ${table}`);
  }
}
