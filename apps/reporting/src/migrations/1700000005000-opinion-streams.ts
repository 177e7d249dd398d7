import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // What several reporters heard of one matter in one period: of one topic and one tendency.
  `CREATE TABLE opinion_stream (
     id uuid PRIMARY KEY,
     period_id uuid NOT NULL REFERENCES reporting_period,
     topic text NOT NULL,
     tendency text NOT NULL CHECK (tendency IN ('approve', 'oppose', 'undecided')),
     version integer NOT NULL,
     created_at timestamptz(3) NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX opinion_stream_period ON opinion_stream (period_id, created_at, id)`,
  // Streams are never deleted, so the column needs no foreign key: the full index that one asks for would be paid for
  // by every item that is filed, and none is in a stream when it is filed.
  `ALTER TABLE opinion_item ADD stream_id uuid`,
  `CREATE INDEX opinion_item_stream ON opinion_item (stream_id) WHERE stream_id IS NOT NULL`,
];

const down = [`ALTER TABLE opinion_item DROP COLUMN stream_id`, `DROP TABLE opinion_stream`];

export class OpinionStreams1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
