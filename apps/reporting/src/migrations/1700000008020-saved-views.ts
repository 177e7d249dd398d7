import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE saved_view (
     id uuid PRIMARY KEY,
     account_id uuid NOT NULL,
     title text NOT NULL,
     kind text NOT NULL,
     query jsonb NOT NULL,
     shared_with text,
     version integer NOT NULL,
     created_at timestamptz(3) NOT NULL DEFAULT now(),
     CONSTRAINT saved_view_title UNIQUE (account_id, title)
   )`,
  `CREATE INDEX saved_view_list ON saved_view (created_at, id)`,
  `CREATE INDEX saved_view_shared ON saved_view (shared_with) WHERE shared_with IS NOT NULL`,
];

/** Questions that are asked again. */
export class SavedViews1700000008020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_view');
  }
}
