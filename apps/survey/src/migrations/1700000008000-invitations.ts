import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  // One key for all who are in a cell: what it signs tells the cell and nothing more.
  `CREATE TABLE ticket_key (
     plan_id uuid NOT NULL REFERENCES survey_plan,
     cell integer NOT NULL,
     private_key text NOT NULL,
     public_key text NOT NULL,
     PRIMARY KEY (plan_id, cell)
   )`,
  // Which of a part's invitations were exchanged is one value of one row: no row of its own, no time, no order. Short
  // enough to stay in the page, where the versions before it are soon cleared away.
  `CREATE TABLE invitation_part (
     plan_id uuid NOT NULL,
     cell integer NOT NULL,
     part integer NOT NULL,
     exchanged bytea NOT NULL,
     PRIMARY KEY (plan_id, cell, part),
     CONSTRAINT invitation_part_key FOREIGN KEY (plan_id, cell) REFERENCES ticket_key ON DELETE CASCADE
   ) WITH (fillfactor = 50)`,
  `ALTER TABLE invitation_part ALTER COLUMN exchanged SET STORAGE PLAIN`,
  // Written once, in the order of the hashes, and never changed.
  `CREATE TABLE invitation (
     token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
     plan_id uuid NOT NULL,
     cell integer NOT NULL,
     part integer NOT NULL,
     slot integer NOT NULL CHECK (slot >= 0),
     CONSTRAINT invitation_of_part FOREIGN KEY (plan_id, cell, part) REFERENCES invitation_part ON DELETE CASCADE
   )`,
  `CREATE INDEX invitation_by_part ON invitation (plan_id, cell, part)`,
];

export class Invitations1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation, invitation_part, ticket_key');
  }
}
