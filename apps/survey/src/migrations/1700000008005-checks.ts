import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE back_check_draw (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     person_id uuid,
     share double precision NOT NULL CHECK (share > 0 AND share <= 1),
     seed bigint NOT NULL CHECK (seed >= 0),
     eligible integer NOT NULL,
     cases integer NOT NULL,
     drawn_on date NOT NULL
   )`,
  `CREATE INDEX back_check_draw_plan ON back_check_draw (plan_id)`,
  // Of a case that is forgotten, whose interview it was and what came of the check stays.
  `CREATE TABLE back_check (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     draw_id uuid NOT NULL REFERENCES back_check_draw,
     case_id uuid UNIQUE REFERENCES field_case ON DELETE SET NULL,
     person_id uuid NOT NULL,
     result text CHECK (result IN ('confirmed', 'differs', 'not-interviewed', 'not-reached')),
     checked_on date,
     version integer NOT NULL,
     CHECK ((result IS NULL) = (checked_on IS NULL))
   )`,
  `CREATE INDEX back_check_plan ON back_check (plan_id, id)`,
  `CREATE INDEX back_check_of_draw ON back_check (draw_id)`,
  // The item is empty where the flag is about interviews as a whole.
  `CREATE TABLE quality_flag (
     id uuid PRIMARY KEY,
     plan_id uuid NOT NULL REFERENCES survey_plan,
     person_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN
       ('speed', 'straight-lining', 'duplicates', 'near-unanimity', 'interviewer-effect')),
     item text NOT NULL,
     interviews integer NOT NULL,
     noticed integer NOT NULL CHECK (noticed > 0 AND noticed <= interviews),
     raised_on date NOT NULL,
     outcome text CHECK (outcome IN ('explained', 'trained-again', 'interviews-repeated', 'confirmed')),
     reviewed_on date,
     version integer NOT NULL,
     CONSTRAINT quality_flag_once UNIQUE (plan_id, person_id, kind, item),
     CHECK ((outcome IS NULL) = (reviewed_on IS NULL))
   )`,
];

export class Checks1700000008005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE quality_flag, back_check, back_check_draw');
  }
}
