import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // Items change streams without a version of their own: which were in which at an instant T is known_from <= T < known_to.
  `CREATE TABLE stream_membership (
     item_id uuid NOT NULL REFERENCES opinion_item,
     stream_id uuid NOT NULL REFERENCES opinion_stream,
     known_from timestamptz NOT NULL,
     known_to timestamptz NOT NULL DEFAULT 'infinity',
     PRIMARY KEY (item_id, known_from)
   )`,
  `CREATE INDEX stream_membership_stream ON stream_membership (stream_id)`,
  `INSERT INTO stream_membership (item_id, stream_id, known_from)
   SELECT item.id, stream.id, stream.created_at
     FROM opinion_item AS item JOIN opinion_stream AS stream ON stream.id = item.stream_id`,
  // Whatever changes the stream of an item, on whichever way.
  `CREATE FUNCTION keep_stream_membership() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
   BEGIN
     UPDATE stream_membership SET known_to = clock_timestamp() WHERE item_id = NEW.id AND known_to = 'infinity';
     IF NEW.stream_id IS NOT NULL THEN
       INSERT INTO stream_membership (item_id, stream_id, known_from) VALUES (NEW.id, NEW.stream_id, clock_timestamp());
     END IF;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER opinion_item_stream_changed AFTER UPDATE OF stream_id ON opinion_item FOR EACH ROW
   WHEN (OLD.stream_id IS DISTINCT FROM NEW.stream_id) EXECUTE FUNCTION keep_stream_membership()`,
];

const down = [
  `DROP TRIGGER opinion_item_stream_changed ON opinion_item`,
  `DROP FUNCTION keep_stream_membership`,
  `DROP TABLE stream_membership`,
];

/** Which items were in which stream, as known at any instant. */
export class StreamMembership1700000009820 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
