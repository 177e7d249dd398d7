import type { MigrationInterface, QueryRunner } from 'typeorm';

const changes = [
  // Places go by the order of the replies; whoever waits gets the next that is given back.
  `ALTER TABLE class_participant
     ADD COLUMN reply text CHECK (reply IN ('accepted', 'waiting', 'declined')),
     ADD COLUMN reply_reason text,
     ADD COLUMN reply_order integer,
     ADD CHECK ((reply IS NULL) = (reply_order IS NULL))`,
  `CREATE TABLE class_session (
     class_id uuid NOT NULL REFERENCES training_class,
     starts_at timestamptz NOT NULL,
     ends_at timestamptz NOT NULL,
     place text,
     PRIMARY KEY (class_id, starts_at),
     CHECK (starts_at < ends_at)
   )`,
  `CREATE TABLE class_trainer (
     class_id uuid NOT NULL REFERENCES training_class,
     person_id uuid NOT NULL,
     PRIMARY KEY (class_id, person_id)
   )`,
  `CREATE INDEX class_trainer_person ON class_trainer (person_id)`,
];

export class RepliesAndSchedules1700000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of changes) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['class_trainer', 'class_session']) await runner.query(`DROP TABLE ${table}`);
    for (const column of ['reply', 'reply_reason', 'reply_order'])
      await runner.query(`ALTER TABLE class_participant DROP COLUMN ${column}`);
  }
}
