import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // What was told before stays without it, until it is told of again.
  `ALTER TABLE appointment ADD COLUMN area_id uuid`,
  `ALTER TABLE unit ADD COLUMN valid_to date`,
  `CREATE TABLE area_node (
     area_id uuid NOT NULL,
     tree_from date NOT NULL,
     tree_to date,
     root text NOT NULL,
     numbering integer NOT NULL,
     lo integer NOT NULL,
     hi integer NOT NULL,
     PRIMARY KEY (area_id, tree_from)
   )`,
  `CREATE INDEX area_node_tree ON area_node (tree_from, root)`,
  `CREATE TABLE area_succession (
     from_code text NOT NULL,
     effective date NOT NULL,
     to_code text NOT NULL,
     PRIMARY KEY (from_code, effective, to_code)
   )`,
];

const down = [
  'DROP TABLE area_succession',
  'DROP TABLE area_node',
  'ALTER TABLE unit DROP COLUMN valid_to',
  'ALTER TABLE appointment DROP COLUMN area_id',
];

/** Where units stand in the trees of their days, what became of them, and in which of them appointments lie. */
export class PlacesOfUnits1700000007500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
