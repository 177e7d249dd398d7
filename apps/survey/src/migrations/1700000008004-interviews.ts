import type { MigrationInterface, QueryRunner } from 'typeorm';

const counted = `
  SELECT one.plan_id, sample_id, cell, given.person_id, disposition, settled, count(*) AS cases
    FROM field_case AS one
    LEFT JOIN case_assignment AS given ON given.case_id = one.id AND given.ended_on IS NULL
   GROUP BY 1, 2, 3, 4, 5, 6`;
const closed = `SELECT id FROM survey_plan WHERE state IN ('closed', 'processed', 'released', 'archived')`;

const up = [
  // What turns a case into the id of its response, while the survey is in the field.
  `CREATE TABLE link_key (
     plan_id uuid PRIMARY KEY REFERENCES survey_plan,
     key bytea NOT NULL CHECK (octet_length(key) = 32)
   )`,
  // To write the keys that stay anew so that nothing is left of the one that goes.
  `GRANT TRUNCATE ON link_key TO survey_app`,
  `INSERT INTO link_key (plan_id, key)
   SELECT id, sha256((gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text)::bytea)
     FROM survey_plan WHERE state = 'fielding'`,
  `ALTER TABLE field_case ADD COLUMN saved integer NOT NULL DEFAULT 0`,
  // What is left of the cases of a survey whose fieldwork is closed.
  `CREATE TABLE field_outcome (
     plan_id uuid NOT NULL REFERENCES survey_plan,
     sample_id uuid NOT NULL,
     cell integer NOT NULL,
     person_id uuid,
     disposition text NOT NULL,
     settled boolean NOT NULL,
     cases bigint NOT NULL CHECK (cases > 0),
     CONSTRAINT field_outcome_cell FOREIGN KEY (sample_id, cell) REFERENCES sample_cell (sample_id, number)
   )`,
  `CREATE INDEX field_outcome_plan ON field_outcome (plan_id)`,
  `CREATE INDEX field_outcome_of_cell ON field_outcome (sample_id, cell)`,
  `INSERT INTO field_outcome SELECT * FROM case_standing WHERE plan_id IN (${closed})`,
  `DELETE FROM case_assignment WHERE plan_id IN (${closed})`,
  `DELETE FROM contact_attempt WHERE case_id IN (SELECT id FROM field_case WHERE plan_id IN (${closed}))`,
  `DELETE FROM field_case WHERE plan_id IN (${closed})`,
  `CREATE OR REPLACE VIEW case_standing AS ${counted} UNION ALL SELECT * FROM field_outcome`,
];

const down = [
  `CREATE OR REPLACE VIEW case_standing AS ${counted}`,
  'DROP TABLE field_outcome, link_key',
  'ALTER TABLE field_case DROP COLUMN saved',
];

export class Interviews1700000008004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
