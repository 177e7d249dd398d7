import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE material_file (
     sha256 text PRIMARY KEY,
     media_type text NOT NULL,
     size integer NOT NULL,
     content bytea NOT NULL
   )`,
  // What is given out stays as it was; another takes its place.
  `CREATE TABLE material (
     id uuid PRIMARY KEY,
     course_id uuid NOT NULL REFERENCES course,
     course_version integer NOT NULL,
     title text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('file', 'link', 'text')),
     sha256 text REFERENCES material_file,
     link text,
     body text,
     replaces_id uuid CONSTRAINT material_replaces_id UNIQUE REFERENCES material,
     withdrawn boolean NOT NULL,
     version integer NOT NULL,
     CHECK ((sha256 IS NOT NULL) = (kind = 'file')),
     CHECK ((link IS NOT NULL) = (kind = 'link')),
     CHECK ((body IS NOT NULL) = (kind = 'text'))
   )`,
  `CREATE INDEX material_course ON material (course_id, title, id)`,
  `CREATE INDEX material_sha256 ON material (sha256)`,
  `CREATE TABLE material_opening (
     material_id uuid NOT NULL REFERENCES material,
     person_id uuid NOT NULL,
     opened_on date NOT NULL,
     PRIMARY KEY (material_id, person_id)
   )`,
  `CREATE INDEX material_opening_person ON material_opening (person_id)`,
];

export class CourseMaterials1700000008300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['material_opening', 'material', 'material_file'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
