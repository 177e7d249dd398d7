import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  `CREATE TABLE conference_entry (
     id uuid PRIMARY KEY,
     conference_id uuid NOT NULL REFERENCES conference,
     number integer NOT NULL,
     kind text NOT NULL CHECK (kind IN ('statement', 'decision', 'guidance', 'comment')),
     topic text,
     area_id uuid,
     aggregate_id uuid,
     section text,
     text text NOT NULL,
     answering_organisation_id uuid,
     answer text,
     version integer NOT NULL,
     CONSTRAINT conference_entry_number UNIQUE (conference_id, number),
     CHECK ((area_id IS NOT NULL) = (kind = 'statement')),
     CHECK ((aggregate_id IS NOT NULL) = (kind = 'comment')),
     CHECK (num_nulls(answering_organisation_id, answer) <> 1),
     CHECK (answer IS NULL OR kind = 'statement')
   )`,
  `CREATE TABLE action_item (
     id uuid PRIMARY KEY,
     conference_id uuid NOT NULL REFERENCES conference,
     text text NOT NULL,
     owner_organisation_id uuid,
     owner_appointment_id uuid REFERENCES appointment,
     due_on date NOT NULL,
     state text NOT NULL CHECK (state IN ('open', 'closed')),
     closed_conference_id uuid REFERENCES conference,
     outcome text,
     version integer NOT NULL,
     CHECK (num_nulls(owner_organisation_id, owner_appointment_id) = 1),
     CHECK (num_nulls(closed_conference_id, outcome) = CASE state WHEN 'closed' THEN 0 ELSE 2 END)
   )`,
  `CREATE INDEX action_item_conference ON action_item (conference_id)`,
  `CREATE INDEX action_item_closed ON action_item (closed_conference_id)`,
  `CREATE INDEX action_item_owner ON action_item (owner_appointment_id)`,
  `CREATE INDEX action_item_list ON action_item (due_on, id)`,
  // What the chair summed up at the end, and the contracts signed there.
  `ALTER TABLE conference ADD COLUMN conclusion text, ADD COLUMN signed_contract_ids uuid[],
     ADD COLUMN signing_position text, ADD COLUMN signing_organisation_id uuid,
     ADD CHECK ((conclusion IS NOT NULL) = (state = 'closed')),
     ADD CHECK (num_nulls(signed_contract_ids, signing_position, signing_organisation_id) IN (0, 3))`,
];

const down = [
  'DROP TABLE action_item',
  'DROP TABLE conference_entry',
  `ALTER TABLE conference DROP COLUMN conclusion, DROP COLUMN signed_contract_ids,
     DROP COLUMN signing_position, DROP COLUMN signing_organisation_id`,
];

export class ConferenceRecords1700000007100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
