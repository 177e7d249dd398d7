import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnlyAudit, foundationDown, foundationUp } from '#persistence/foundation';

const up = [
  `CREATE TABLE area (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     name text NOT NULL,
     type text NOT NULL,
     parent_id uuid REFERENCES area,
     valid_from date NOT NULL,
     valid_to date,
     search text NOT NULL,
     CHECK (valid_from < valid_to),
     CONSTRAINT area_version_overlap EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&)
   )`,
  `CREATE UNIQUE INDEX area_version ON area (code, valid_from)`,
  `CREATE INDEX area_parent ON area (parent_id)`,
  `CREATE INDEX area_search ON area USING gin (search gin_trgm_ops)`,
  `CREATE TABLE area_succession (
     id uuid PRIMARY KEY,
     effective date NOT NULL,
     kind text NOT NULL CHECK (kind IN ('merge', 'split')),
     from_id uuid NOT NULL REFERENCES area,
     to_id uuid NOT NULL REFERENCES area,
     UNIQUE (effective, from_id, to_id)
   )`,
  `CREATE INDEX area_succession_from ON area_succession (from_id)`,
  `CREATE INDEX area_succession_to ON area_succession (to_id)`,
  `CREATE TABLE area_node (
     tree_from date NOT NULL,
     tree_to date,
     area_id uuid NOT NULL REFERENCES area,
     lo integer NOT NULL,
     hi integer NOT NULL,
     PRIMARY KEY (tree_from, area_id),
     CHECK (lo <= hi)
   )`,
  `CREATE INDEX area_node_area ON area_node (area_id)`,
  `CREATE UNIQUE INDEX area_node_lo ON area_node (lo)`,
  `CREATE TABLE organisation (
     id uuid PRIMARY KEY,
     code text NOT NULL,
     name text NOT NULL,
     kind text NOT NULL,
     level text NOT NULL,
     parent_id uuid REFERENCES organisation,
     area_id uuid REFERENCES area,
     valid_from date NOT NULL,
     valid_to date,
     search text NOT NULL,
     CHECK (valid_from < valid_to),
     CONSTRAINT organisation_version_overlap EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&)
   )`,
  `CREATE UNIQUE INDEX organisation_version ON organisation (code, valid_from)`,
  `CREATE INDEX organisation_parent ON organisation (parent_id)`,
  `CREATE INDEX organisation_area ON organisation (area_id)`,
  `CREATE INDEX organisation_search ON organisation USING gin (search gin_trgm_ops)`,
  `CREATE TABLE person (
     id uuid PRIMARY KEY,
     full_name text NOT NULL,
     search text NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX person_by_name ON person (search, id)`,
  `CREATE TABLE appointment (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES person,
     role text NOT NULL CHECK (role IN ('collaborator', 'interviewer', 'field-supervisor', 'speaker')),
     level text NOT NULL CHECK (level IN ('province', 'district', 'commune')),
     organisation_id uuid NOT NULL REFERENCES organisation,
     area_id uuid NOT NULL REFERENCES area,
     ord integer NOT NULL,
     "from" date NOT NULL,
     "to" date,
     position text NOT NULL,
     decision_number text NOT NULL,
     decision_date date NOT NULL,
     decision_issuer text NOT NULL,
     legal_basis text,
     state text NOT NULL CHECK (state IN ('nominated', 'appointed', 'ended')),
     end_reason text,
     version integer NOT NULL,
     CHECK ("from" < "to"),
     CHECK ((state = 'ended') = (end_reason IS NOT NULL)),
     CONSTRAINT appointment_overlap EXCLUDE USING gist
       (person_id WITH =, role WITH =, organisation_id WITH =, daterange("from", "to") WITH &&)
   )`,
  `CREATE INDEX appointment_person ON appointment (person_id)`,
  `CREATE INDEX appointment_organisation ON appointment (organisation_id)`,
  `CREATE INDEX appointment_area ON appointment (area_id)`,
  `CREATE INDEX appointment_by_start ON appointment ("from", id)`,
];

export class UnitsAndPeople1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...foundationUp, appendOnlyAudit('registry_app'), ...up])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['appointment', 'person', 'organisation', 'area_node', 'area_succession', 'area']) {
      await runner.query(`DROP TABLE ${table}`);
    }
    for (const statement of foundationDown) await runner.query(statement);
  }
}
