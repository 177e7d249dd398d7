import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // Of the secret address only a hash is kept.
  `CREATE TABLE calendar_feed (
     id uuid PRIMARY KEY,
     person_id uuid,
     area_id uuid,
     secret_hash bytea NOT NULL CONSTRAINT calendar_feed_secret UNIQUE,
     created_at timestamptz(3) NOT NULL,
     revoked_at timestamptz(3),
     CHECK (num_nulls(person_id, area_id) = 1)
   )`,
  `CREATE INDEX calendar_feed_person ON calendar_feed (person_id)`,
  `CREATE INDEX calendar_feed_list ON calendar_feed (created_at, id)`,
];

export class CalendarFeeds1700000007300 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_feed');
  }
}
