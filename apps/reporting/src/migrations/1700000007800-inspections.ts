import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = [
  // Who inspects is said by organisation and position: no person has a column here.
  `CREATE TABLE inspection (
     id uuid PRIMARY KEY,
     area_id uuid NOT NULL REFERENCES area,
     ord integer NOT NULL,
     subject text NOT NULL,
     scope text NOT NULL,
     decision text,
     starts_on date NOT NULL,
     ends_on date NOT NULL,
     state text NOT NULL CHECK (state IN ('planned', 'under-way', 'following-up', 'closed', 'cancelled')),
     team jsonb NOT NULL,
     checklist jsonb NOT NULL,
     findings jsonb NOT NULL,
     conclusion text,
     cancel_reason text,
     version integer NOT NULL,
     CHECK (starts_on <= ends_on),
     CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL)),
     CHECK ((state IN ('following-up', 'closed')) = (conclusion IS NOT NULL))
   )`,
  `CREATE INDEX inspection_list ON inspection (starts_on, id)`,
  `CREATE INDEX inspection_area ON inspection (area_id)`,
  `CREATE TABLE inspection_request (
     id uuid PRIMARY KEY,
     inspection_id uuid NOT NULL REFERENCES inspection,
     number integer NOT NULL,
     text text NOT NULL,
     finding_id uuid,
     due_on date NOT NULL,
     state text NOT NULL CHECK (state IN ('open', 'answered', 'fulfilled', 'waived')),
     answer text,
     steps jsonb NOT NULL,
     reminded_days integer[] NOT NULL DEFAULT '{}',
     UNIQUE (inspection_id, number),
     CHECK (state <> 'answered' OR answer IS NOT NULL)
   )`,
  `CREATE INDEX inspection_request_due ON inspection_request (due_on) WHERE state = 'open'`,
];

/** Inspections of units, and what the units are asked to do after them. */
export class Inspections1700000007800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['inspection_request', 'inspection']) await runner.query(`DROP TABLE ${table}`);
  }
}
