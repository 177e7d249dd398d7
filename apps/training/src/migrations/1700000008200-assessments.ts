import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE question_bank (
     id uuid PRIMARY KEY,
     title text NOT NULL,
     questions jsonb NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX question_bank_list ON question_bank (title, id)`,
  `CREATE TABLE assessment (
     id uuid PRIMARY KEY,
     course_id uuid NOT NULL REFERENCES course,
     title text NOT NULL,
     bank_id uuid REFERENCES question_bank,
     draw integer CHECK (draw > 0),
     rubric jsonb,
     pass_percent integer NOT NULL CHECK (pass_percent BETWEEN 1 AND 100),
     attempts integer NOT NULL CHECK (attempts > 0),
     required boolean NOT NULL,
     version integer NOT NULL,
     CHECK ((bank_id IS NULL) = (draw IS NULL)),
     CHECK ((bank_id IS NULL) = (rubric IS NOT NULL))
   )`,
  `CREATE INDEX assessment_course ON assessment (course_id)`,
  `CREATE INDEX assessment_bank ON assessment (bank_id)`,
  // What was asked stays as it was asked, whatever becomes of the bank.
  `CREATE TABLE attempt (
     id uuid PRIMARY KEY,
     assessment_id uuid NOT NULL REFERENCES assessment,
     class_id uuid NOT NULL REFERENCES training_class,
     person_id uuid NOT NULL,
     number integer NOT NULL,
     seed integer,
     questions jsonb NOT NULL,
     answers jsonb,
     marks jsonb,
     pass_percent integer NOT NULL,
     state text NOT NULL CHECK (state IN ('open', 'submitted', 'marked')),
     passed boolean,
     version integer NOT NULL,
     CHECK ((passed IS NOT NULL) = (state = 'marked'))
   )`,
  `CREATE INDEX attempt_assessment ON attempt (assessment_id)`,
  `CREATE INDEX attempt_class ON attempt (class_id, person_id)`,
  `CREATE INDEX attempt_person ON attempt (person_id)`,
];

export class Assessments1700000008200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['attempt', 'assessment', 'question_bank']) await runner.query(`DROP TABLE ${table}`);
  }
}
