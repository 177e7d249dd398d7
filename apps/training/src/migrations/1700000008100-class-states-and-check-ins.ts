import type { MigrationInterface, QueryRunner } from 'typeorm';

const changes = [
  `DROP INDEX training_class_held`,
  `ALTER TABLE training_class DROP CONSTRAINT training_class_state_check, DROP CONSTRAINT training_class_check1`,
  // Until now whoever recorded that a class was held also said who passed.
  `UPDATE training_class class SET state = CASE
     WHEN EXISTS (SELECT FROM certificate WHERE class_id = class.id) THEN 'certified' ELSE 'assessed' END
   WHERE state = 'held'`,
  `UPDATE training_class class SET state = 'invited'
    WHERE state = 'planned' AND EXISTS (SELECT FROM class_participant WHERE class_id = class.id)`,
  `ALTER TABLE training_class
     ADD CHECK (state IN ('planned', 'invited', 'held', 'assessed', 'certified', 'cancelled')),
     ADD CHECK (num_nulls(invited, attended) = CASE WHEN state IN ('held', 'assessed', 'certified') THEN 0 ELSE 2 END),
     ADD CHECK ((passed IS NOT NULL) = (state IN ('assessed', 'certified')))`,
  `CREATE INDEX training_class_held ON training_class (ends_on) WHERE attended IS NOT NULL`,
  `ALTER TABLE class_participant DROP CONSTRAINT class_participant_check`,
  `ALTER TABLE class_participant ADD CHECK (passed IS NULL OR attended IS TRUE), ADD COLUMN days_present integer NOT NULL DEFAULT 0`,
  // Of a code on the screen only a fingerprint is kept, until it ends.
  `CREATE TABLE attendance_code (
     class_id uuid NOT NULL REFERENCES training_class,
     fingerprint bytea NOT NULL,
     expires_at timestamptz NOT NULL,
     PRIMARY KEY (class_id, fingerprint)
   )`,
  `CREATE TABLE class_check_in (
     class_id uuid NOT NULL REFERENCES training_class,
     person_id uuid NOT NULL,
     day date NOT NULL,
     source text NOT NULL CHECK (source IN ('code', 'file')),
     PRIMARY KEY (class_id, person_id, day)
   )`,
  `CREATE INDEX class_check_in_person ON class_check_in (person_id)`,
  // Wrong codes in a row, so that nobody tries them all; emptied when the class is held.
  `CREATE TABLE wrong_attendance_code (
     class_id uuid NOT NULL REFERENCES training_class,
     person_id uuid NOT NULL,
     times integer NOT NULL,
     since timestamptz NOT NULL,
     PRIMARY KEY (class_id, person_id)
   )`,
  `CREATE INDEX wrong_attendance_code_person ON wrong_attendance_code (person_id)`,
];

const back = [
  ...['wrong_attendance_code', 'class_check_in', 'attendance_code'].map((table) => `DROP TABLE ${table}`),
  `ALTER TABLE class_participant DROP CONSTRAINT class_participant_check, DROP COLUMN days_present`,
  `UPDATE class_participant SET passed = false WHERE attended AND passed IS NULL`,
  `ALTER TABLE class_participant ADD CHECK ((passed IS NOT NULL) = (attended IS TRUE))`,
  `DROP INDEX training_class_held`,
  `ALTER TABLE training_class DROP CONSTRAINT training_class_state_check, DROP CONSTRAINT training_class_check1,
     DROP CONSTRAINT training_class_check4`,
  `UPDATE training_class SET state = 'planned' WHERE state = 'invited'`,
  `UPDATE training_class SET state = 'held', passed = coalesce(passed, 0) WHERE state IN ('held', 'assessed', 'certified')`,
  `ALTER TABLE training_class ADD CHECK (state IN ('planned', 'held', 'cancelled')),
     ADD CHECK (num_nulls(invited, attended, passed) = CASE state WHEN 'held' THEN 0 ELSE 3 END)`,
  `CREATE INDEX training_class_held ON training_class (ends_on) WHERE state = 'held'`,
];

export class ClassStatesAndCheckIns1700000008100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of back) await runner.query(statement);
  }
}
