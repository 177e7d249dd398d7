import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyAudit, foundationDown, foundationUp } from '#persistence/foundation';

const roles = `ARRAY['collaborator', 'interviewer', 'field-supervisor', 'speaker']`;

const tables = [
  // The registry's, as far as coverage needs it.
  `CREATE TABLE appointment (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     role text NOT NULL,
     level text NOT NULL,
     "from" date NOT NULL,
     "to" date,
     state text NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX appointment_role ON appointment (role, "from")`,
  `CREATE TABLE course (
     id uuid PRIMARY KEY,
     code text NOT NULL CONSTRAINT course_code UNIQUE,
     title text NOT NULL,
     modality text NOT NULL CHECK (modality IN ('in-person', 'online', 'written')),
     audience text[] NOT NULL CHECK (cardinality(audience) > 0 AND audience <@ ${roles}),
     certificate_months integer CHECK (certificate_months > 0),
     version integer NOT NULL
   )`,
  // Attendance is numbers: there is no list of who came.
  `CREATE TABLE training_class (
     id uuid PRIMARY KEY,
     course_id uuid NOT NULL REFERENCES course,
     level text NOT NULL CHECK (level IN ('province', 'district', 'commune')),
     area_id uuid NOT NULL,
     organisation_id uuid NOT NULL,
     starts_on date NOT NULL,
     ends_on date NOT NULL,
     capacity integer NOT NULL CHECK (capacity > 0),
     audience text[] NOT NULL CHECK (cardinality(audience) > 0 AND audience <@ ${roles}),
     state text NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
     invited integer,
     attended integer,
     passed integer,
     cancel_reason text,
     version integer NOT NULL,
     CHECK (starts_on <= ends_on),
     CHECK (num_nulls(invited, attended, passed) = CASE state WHEN 'held' THEN 0 ELSE 3 END),
     CHECK (0 <= passed AND passed <= attended AND attended <= least(invited, capacity)),
     CHECK ((cancel_reason IS NOT NULL) = (state = 'cancelled'))
   )`,
  `CREATE INDEX training_class_list ON training_class (starts_on, id)`,
  `CREATE INDEX training_class_course ON training_class (course_id)`,
  `CREATE INDEX training_class_held ON training_class (ends_on) WHERE state = 'held'`,
];

export class CoursesAndClasses1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...foundationUp, appendOnlyAudit('training_app'), ...tables])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['training_class', 'course', 'appointment'])
      await runner.query(`DROP TABLE ${table}`);
    for (const statement of foundationDown) await runner.query(statement);
  }
}
