import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE certificate_counter (year integer PRIMARY KEY, last integer NOT NULL)`,
  // Whose it is stands here by id; names are the registry's.
  `CREATE TABLE certificate (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL,
     course_id uuid NOT NULL REFERENCES course,
     course_code text NOT NULL,
     course_title text NOT NULL,
     source text NOT NULL CHECK (source IN ('office', 'class', 'elsewhere')),
     class_id uuid REFERENCES training_class,
     issuer text,
     number text NOT NULL,
     verification_code text CONSTRAINT certificate_verification_code UNIQUE,
     valid_from date NOT NULL,
     valid_to date,
     state text NOT NULL CHECK (state IN ('valid', 'revoked')),
     revoke_reason text,
     renews_id uuid CONSTRAINT certificate_renews_id UNIQUE REFERENCES certificate,
     version integer NOT NULL,
     CHECK (valid_from <= valid_to),
     CHECK ((class_id IS NOT NULL) = (source = 'class')),
     CHECK ((issuer IS NOT NULL) = (source = 'elsewhere')),
     CHECK ((verification_code IS NULL) = (source = 'elsewhere')),
     CHECK ((revoke_reason IS NOT NULL) = (state = 'revoked'))
   )`,
  `CREATE UNIQUE INDEX certificate_number ON certificate (number) WHERE source <> 'elsewhere'`,
  `CREATE UNIQUE INDEX certificate_elsewhere ON certificate (issuer, number) WHERE source = 'elsewhere'`,
  `CREATE INDEX certificate_of_class ON certificate (class_id, person_id)`,
  `CREATE INDEX certificate_list ON certificate (valid_from, id)`,
  `CREATE INDEX certificate_person ON certificate (person_id)`,
  `CREATE INDEX certificate_course ON certificate (course_id)`,
  `CREATE INDEX certificate_expiry ON certificate (valid_to) WHERE state = 'valid'`,
  `CREATE INDEX appointment_person ON appointment (person_id)`,
];

export class Certificates1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX appointment_person');
    for (const table of ['certificate', 'certificate_counter']) await runner.query(`DROP TABLE ${table}`);
  }
}
