import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Training's and survey's facts, as far as the record of a person shows them; each row is the newest version told. */
const up = [
  `CREATE TABLE training_attendance (
     class_id uuid NOT NULL,
     person_id uuid NOT NULL,
     course_title text NOT NULL,
     starts_on date NOT NULL,
     attended boolean NOT NULL,
     passed boolean,
     version integer NOT NULL,
     PRIMARY KEY (class_id, person_id)
   )`,
  `CREATE INDEX training_attendance_person ON training_attendance (person_id, starts_on)`,
  `CREATE TABLE training_certificate (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     course_id uuid NOT NULL,
     course_code text NOT NULL,
     course_title text NOT NULL,
     number text NOT NULL,
     valid_from date NOT NULL,
     valid_to date,
     state text NOT NULL CHECK (state IN ('valid', 'revoked')),
     version integer NOT NULL
   )`,
  `CREATE INDEX training_certificate_person ON training_certificate (person_id, valid_from)`,
  `CREATE TABLE fieldwork (
     plan_id uuid NOT NULL,
     person_id uuid NOT NULL,
     title text NOT NULL,
     field_starts_on date NOT NULL,
     field_ends_on date NOT NULL,
     assigned integer NOT NULL,
     completed integer NOT NULL,
     version integer NOT NULL,
     PRIMARY KEY (plan_id, person_id)
   )`,
  `CREATE INDEX fieldwork_person ON fieldwork (person_id, field_starts_on)`,
];

export class TrainingAndFieldwork1700000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['fieldwork', 'training_certificate', 'training_attendance'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
