import type { MigrationInterface, QueryRunner } from 'typeorm';

const outcomes = `'complete', 'partial', 'refusal', 'break-off', 'non-contact', 'other-eligible', 'unknown-household',
  'unknown-other', 'not-eligible'`;

const tables = [
  `CREATE TABLE field_case (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     sample_id uuid NOT NULL,
     unit integer NOT NULL,
     cell integer NOT NULL,
     label text,
     disposition text NOT NULL CHECK (disposition IN ('not-attempted', ${outcomes})),
     settled boolean NOT NULL,
     version integer NOT NULL,
     CONSTRAINT field_case_unit UNIQUE (sample_id, unit),
     CONSTRAINT field_case_sampled FOREIGN KEY (sample_id, unit) REFERENCES sampled_unit (sample_id, number)
   )`,
  `CREATE INDEX field_case_list ON field_case (plan_id, unit, id)`,
  `CREATE TABLE contact_attempt (
     id uuid PRIMARY KEY,
     case_id uuid NOT NULL REFERENCES field_case,
     held_on date NOT NULL,
     part_of_day text NOT NULL CHECK (part_of_day IN ('morning', 'afternoon', 'evening')),
     mode text NOT NULL CHECK (mode IN ('visit', 'phone', 'letter')),
     outcome text NOT NULL CHECK (outcome IN (${outcomes})),
     firm boolean NOT NULL CHECK (NOT firm OR outcome = 'refusal')
   )`,
  `CREATE INDEX contact_attempt_case ON contact_attempt (case_id)`,
];

export class CaseBook1700000008002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contact_attempt, field_case');
  }
}
