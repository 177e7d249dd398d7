import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `ALTER TABLE area ADD parent_code text, ADD version integer NOT NULL DEFAULT 1`,
  `UPDATE area c SET parent_code = p.code FROM area p WHERE p.id = c.parent_id`,
  `ALTER TABLE area DROP COLUMN parent_id, ALTER version DROP DEFAULT`,
  `ALTER TABLE area_node ADD root text`,
  `UPDATE area_node n SET root = a.code FROM area_node r JOIN area a ON a.id = r.area_id
    WHERE a.parent_code IS NULL AND n.tree_from = r.tree_from AND n.lo BETWEEN r.lo AND r.hi`,
  // A tree whose units have not been told of yet is told of again.
  `DELETE FROM area_node WHERE root IS NULL`,
  `ALTER TABLE area_node ALTER root SET NOT NULL`,
  `DROP INDEX area_node_tree`,
  `CREATE INDEX area_node_tree ON area_node (tree_from, root)`,
];

const down = [
  `DROP INDEX area_node_tree`,
  `CREATE INDEX area_node_tree ON area_node (tree_from)`,
  `ALTER TABLE area_node DROP COLUMN root`,
  `ALTER TABLE area ADD parent_id uuid, DROP COLUMN version`,
  `UPDATE area c SET parent_id = p.id FROM area p
    WHERE p.code = c.parent_code AND p.valid_from <= c.valid_from AND (p.valid_to IS NULL OR p.valid_to > c.valid_from)`,
  `ALTER TABLE area DROP COLUMN parent_code`,
];

export class TreesByRoot1700000003500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
