import type { MigrationInterface, QueryRunner } from 'typeorm';

const byCode = (table: string): string[] => [
  `ALTER TABLE ${table} ADD parent_code text, ADD version integer NOT NULL DEFAULT 1`,
  `UPDATE ${table} c SET parent_code = p.code FROM ${table} p WHERE p.id = c.parent_id`,
  `ALTER TABLE ${table} DROP COLUMN parent_id, ALTER version DROP DEFAULT`,
  `CREATE INDEX ${table}_parent ON ${table} (parent_code, valid_from)`,
];

const successionColumns = `
  effective date NOT NULL,
  from_code text NOT NULL,
  to_code text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'change-type', 'move'))`;

const up = [
  ...byCode('area'),
  ...byCode('organisation'),
  `ALTER TABLE organisation ADD area_code text`,
  `UPDATE organisation o SET area_code = a.code FROM area a WHERE a.id = o.area_id`,
  `ALTER TABLE organisation DROP COLUMN area_id`,
  `CREATE INDEX organisation_area ON organisation (area_code, valid_from)`,
  `ALTER TABLE area_succession RENAME TO area_succession_by_id`,
  `CREATE TABLE area_succession (${successionColumns},
     share double precision CHECK (share > 0 AND share <= 1),
     PRIMARY KEY (from_code, effective, to_code)
   )`,
  `CREATE INDEX area_succession_of ON area_succession (to_code, effective)`,
  `INSERT INTO area_succession
   SELECT s.effective, f.code, t.code, s.kind, NULL
     FROM area_succession_by_id s JOIN area f ON f.id = s.from_id JOIN area t ON t.id = s.to_id`,
  `DROP TABLE area_succession_by_id`,
  `CREATE TABLE organisation_succession (${successionColumns}, PRIMARY KEY (from_code, effective, to_code))`,
  `CREATE INDEX organisation_succession_of ON organisation_succession (to_code, effective)`,
  // Earlier versions of a unit share its number, so it is no longer unique.
  `DROP INDEX area_node_lo`,
  `CREATE INDEX area_node_lo ON area_node (lo)`,
  `ALTER TABLE area_node ADD root text`,
  `UPDATE area_node n SET root = a.code FROM area_node r JOIN area a ON a.id = r.area_id
    WHERE a.parent_code IS NULL AND n.tree_from = r.tree_from AND n.lo BETWEEN r.lo AND r.hi`,
  `ALTER TABLE area_node ALTER root SET NOT NULL`,
  `CREATE INDEX area_node_tree ON area_node (root, tree_from)`,
  // Numbers that were given out are not given again, also when their tree is no more.
  `CREATE SEQUENCE area_number AS integer`,
  `SELECT setval('area_number', coalesce(max(hi), 0) + 1, false) FROM area_node`,
];

/** The version of a code that is meant on a version's first day. */
const idOn = (table: string, code: string, day: string): string =>
  `(SELECT p.id FROM ${table} p WHERE p.code = ${code} AND p.valid_from <= ${day}
      AND (p.valid_to IS NULL OR p.valid_to > ${day}))`;

const down = [
  `DROP SEQUENCE area_number`,
  `DROP INDEX area_node_tree`,
  `ALTER TABLE area_node DROP COLUMN root`,
  `DELETE FROM area_node n USING area_node o WHERE n.lo = o.lo AND n.area_id > o.area_id`,
  `DROP INDEX area_node_lo`,
  `CREATE UNIQUE INDEX area_node_lo ON area_node (lo)`,
  `DROP TABLE organisation_succession`,
  `ALTER TABLE area_succession RENAME TO area_succession_by_code`,
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
  `INSERT INTO area_succession
   SELECT gen_random_uuid(), effective, kind, f.id, ${idOn('area', 'to_code', 'effective')}
     FROM area_succession_by_code s JOIN area f ON f.code = s.from_code AND f.valid_to = s.effective
    WHERE kind IN ('merge', 'split')`,
  `DROP TABLE area_succession_by_code`,
  `ALTER TABLE organisation ADD area_id uuid REFERENCES area`,
  `UPDATE organisation o SET area_id = ${idOn('area', 'o.area_code', 'o.valid_from')}`,
  `ALTER TABLE organisation DROP COLUMN area_code`,
  `CREATE INDEX organisation_area ON organisation (area_id)`,
  ...['organisation', 'area'].flatMap((table) => [
    `ALTER TABLE ${table} ADD parent_id uuid REFERENCES ${table}, DROP COLUMN version`,
    `UPDATE ${table} c SET parent_id = ${idOn(table, 'c.parent_code', 'c.valid_from')}`,
    `ALTER TABLE ${table} DROP COLUMN parent_code`,
    `CREATE INDEX ${table}_parent ON ${table} (parent_id)`,
  ]),
];

export class ParentsByCode1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
