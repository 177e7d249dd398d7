import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // As training tells of it. The day on which it was revoked is that on which this was told.
  `CREATE TABLE interviewer_certificate (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     course_code text NOT NULL,
     valid_from date NOT NULL,
     valid_to date,
     revoked_on date,
     version integer NOT NULL
   )`,
  `CREATE INDEX interviewer_certificate_person ON interviewer_certificate (person_id)`,
  `CREATE TABLE field_rule (
     plan_id uuid PRIMARY KEY REFERENCES survey_plan,
     course_codes text[] NOT NULL,
     caseload integer NOT NULL CHECK (caseload > 0),
     version integer NOT NULL
   )`,
  `CREATE TABLE certificate_exception (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     person_id uuid NOT NULL,
     "from" date NOT NULL,
     "to" date NOT NULL,
     reason text NOT NULL,
     CHECK ("from" <= "to")
   )`,
  `CREATE INDEX certificate_exception_plan ON certificate_exception (plan_id, person_id)`,
  // Whoever was given cases of a plan; the version counts what was told of their work.
  `CREATE TABLE field_interviewer (
     plan_id uuid NOT NULL REFERENCES survey_plan,
     person_id uuid NOT NULL,
     version integer NOT NULL,
     PRIMARY KEY (plan_id, person_id)
   )`,
  `CREATE TABLE case_assignment (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     case_id uuid NOT NULL REFERENCES field_case,
     person_id uuid NOT NULL,
     assigned_on date NOT NULL,
     ended_on date,
     ending text CHECK (ending IN ('reassigned', 'unavailable', 'not-certified', 'balance')),
     version integer NOT NULL,
     CHECK ((ended_on IS NULL) = (ending IS NULL))
   )`,
  `CREATE INDEX case_assignment_plan ON case_assignment (plan_id, assigned_on, id)`,
  `CREATE INDEX case_assignment_case ON case_assignment (case_id)`,
  `CREATE UNIQUE INDEX case_assignment_open ON case_assignment (case_id) WHERE ended_on IS NULL`,
  `CREATE INDEX case_assignment_person ON case_assignment (person_id, plan_id) WHERE ended_on IS NULL`,
  // How many cases stand where, and with whom.
  `CREATE VIEW case_standing AS
     SELECT one.plan_id, sample_id, cell, given.person_id, disposition, settled, count(*) AS cases
       FROM field_case AS one
       LEFT JOIN case_assignment AS given ON given.case_id = one.id AND given.ended_on IS NULL
      GROUP BY 1, 2, 3, 4, 5, 6`,
];

export class Assignments1700000008003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW case_standing');
    await runner.query(
      'DROP TABLE case_assignment, field_interviewer, certificate_exception, field_rule, interviewer_certificate',
    );
  }
}
