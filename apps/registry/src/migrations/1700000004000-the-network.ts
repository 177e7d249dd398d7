import type { MigrationInterface, QueryRunner } from 'typeorm';
import { revokedAccessUp } from '#persistence/revoked-access.migration';

const states = (...names: string[]): string => names.map((name) => `'${name}'`).join(', ');

const up = [
  `ALTER TABLE appointment
     ADD covered_area_ids uuid[] NOT NULL DEFAULT '{}',
     ADD topics text[] NOT NULL DEFAULT '{}',
     ADD category text CHECK (category IN
       ('head', 'deputy', 'officer-in-charge', 'specialist', 'retired-official', 'other')),
     ADD end_decision_number text,
     ADD successor_id uuid REFERENCES appointment DEFERRABLE INITIALLY DEFERRED,
     ALTER decision_number DROP NOT NULL,
     ALTER decision_date DROP NOT NULL,
     ALTER decision_issuer DROP NOT NULL,
     DROP CONSTRAINT appointment_check,
     DROP CONSTRAINT appointment_state_check,
     DROP CONSTRAINT appointment_overlap,
     -- One that is undone on its first day has held on none.
     ADD CONSTRAINT appointment_span CHECK ("from" < "to" OR "from" = "to" AND state = 'ended'),
     ADD CONSTRAINT appointment_state CHECK (state IN (${states('nominated', 'appointed', 'declined', 'ended')})),
     ADD CONSTRAINT appointment_decision CHECK (state IN ('nominated', 'declined')
       OR decision_number IS NOT NULL AND decision_date IS NOT NULL AND decision_issuer IS NOT NULL),
     ADD CONSTRAINT appointment_overlap EXCLUDE USING gist
       (person_id WITH =, role WITH =, organisation_id WITH =, daterange("from", "to") WITH &&)
       WHERE (state IN ('appointed', 'ended'))`,
  `CREATE INDEX appointment_successor ON appointment (successor_id)`,
  `CREATE TABLE appointment_suspension (
     appointment_id uuid NOT NULL REFERENCES appointment,
     "from" date NOT NULL,
     "to" date,
     reason text NOT NULL CHECK (reason IN
       ('leave', 'illness', 'study', 'secondment', 'under-review', 'other')),
     decision_number text NOT NULL,
     lifted_by text,
     PRIMARY KEY (appointment_id, "from"),
     CHECK ("from" < "to"),
     CONSTRAINT appointment_suspension_overlap EXCLUDE USING gist
       (appointment_id WITH =, daterange("from", "to") WITH &&)
   )`,
  `CREATE TABLE appointment_substitution (
     id uuid PRIMARY KEY,
     appointment_id uuid NOT NULL REFERENCES appointment,
     person_id uuid NOT NULL REFERENCES person,
     "from" date NOT NULL,
     "to" date NOT NULL,
     decision_number text NOT NULL,
     CHECK ("from" < "to"),
     CONSTRAINT appointment_substitution_overlap EXCLUDE USING gist
       (appointment_id WITH =, daterange("from", "to") WITH &&)
   )`,
  `CREATE INDEX appointment_substitution_of ON appointment_substitution (appointment_id, "from")`,
  `CREATE INDEX appointment_substitution_person ON appointment_substitution (person_id)`,
  `CREATE TABLE appointment_limit (
     role text NOT NULL,
     level text NOT NULL,
     "from" date NOT NULL,
     holders integer CHECK (holders > 0),
     PRIMARY KEY (role, level, "from")
   )`,
  `CREATE TABLE post (
     id uuid PRIMARY KEY,
     person_id uuid NOT NULL REFERENCES person,
     organisation_id uuid NOT NULL REFERENCES organisation,
     position text NOT NULL,
     "from" date NOT NULL,
     "to" date,
     version integer NOT NULL,
     CHECK ("from" < "to"),
     CONSTRAINT post_overlap EXCLUDE USING gist
       (person_id WITH =, organisation_id WITH =, position WITH =, daterange("from", "to") WITH &&)
   )`,
  `CREATE INDEX post_person ON post (person_id)`,
  `CREATE INDEX post_organisation ON post (organisation_id)`,
  `CREATE TABLE roster_renewal (
     id uuid PRIMARY KEY,
     role text NOT NULL,
     levels text[] NOT NULL,
     area_id uuid REFERENCES area,
     organisation_id uuid REFERENCES organisation,
     effective date NOT NULL,
     leave_reason text NOT NULL,
     state text NOT NULL CHECK (state IN ('draft', 'applied', 'discarded')),
     decision_number text,
     decision_date date,
     decision_issuer text,
     legal_basis text,
     undoes_id uuid REFERENCES roster_renewal,
     version integer NOT NULL,
     CHECK (state <> 'applied'
       OR decision_number IS NOT NULL AND decision_date IS NOT NULL AND decision_issuer IS NOT NULL)
   )`,
  `CREATE INDEX roster_renewal_area ON roster_renewal (area_id)`,
  `CREATE INDEX roster_renewal_organisation ON roster_renewal (organisation_id)`,
  `CREATE UNIQUE INDEX roster_renewal_undone ON roster_renewal (undoes_id)`,
  `CREATE INDEX roster_renewal_by_day ON roster_renewal (effective, id)`,
  `CREATE TABLE roster_row (
     renewal_id uuid NOT NULL REFERENCES roster_renewal,
     line integer NOT NULL,
     content jsonb NOT NULL,
     PRIMARY KEY (renewal_id, line)
   )`,
  // What an applied renewal did to whom: \`ended_to\` is the day on which the appointment would have ended by itself.
  `CREATE TABLE roster_change (
     renewal_id uuid NOT NULL REFERENCES roster_renewal,
     position integer NOT NULL,
     line integer,
     outcome text NOT NULL CHECK (outcome IN ('stays', 'new', 'leaves', 'changed')),
     person_id uuid NOT NULL REFERENCES person,
     kept_id uuid REFERENCES appointment,
     ended_id uuid REFERENCES appointment,
     ended_to date,
     changes text[] NOT NULL,
     made_id uuid REFERENCES appointment,
     PRIMARY KEY (renewal_id, position)
   )`,
  `CREATE INDEX roster_change_person ON roster_change (person_id)`,
  `CREATE INDEX roster_change_kept ON roster_change (kept_id)`,
  `CREATE INDEX roster_change_ended ON roster_change (ended_id)`,
  `CREATE INDEX roster_change_made ON roster_change (made_id)`,
  `ALTER TABLE account ADD access_revision integer NOT NULL DEFAULT 0`,
  revokedAccessUp,
];

const tables = [
  'revoked_access',
  'roster_change',
  'roster_row',
  'roster_renewal',
  'post',
  'appointment_limit',
  'appointment_substitution',
  'appointment_suspension',
];
const down = tables.map((table) => `DROP TABLE ${table}`);

export class TheNetwork1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  /** What only this version can say is given up: nominations, and appointments that never held. */
  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
    await runner.query('ALTER TABLE account DROP access_revision');
    await runner.query('UPDATE appointment SET successor_id = NULL');
    await runner.query(`DELETE FROM appointment WHERE state IN ('nominated', 'declined') OR "from" = "to"`);
    await runner.query(`
      ALTER TABLE appointment
        DROP CONSTRAINT appointment_span, DROP CONSTRAINT appointment_state, DROP CONSTRAINT appointment_decision,
        DROP CONSTRAINT appointment_overlap,
        DROP covered_area_ids, DROP topics, DROP category, DROP end_decision_number, DROP successor_id,
        ALTER decision_number SET NOT NULL, ALTER decision_date SET NOT NULL, ALTER decision_issuer SET NOT NULL,
        ADD CONSTRAINT appointment_check CHECK ("from" < "to"),
        ADD CONSTRAINT appointment_state_check CHECK (state IN ('nominated', 'appointed', 'ended')),
        ADD CONSTRAINT appointment_overlap EXCLUDE USING gist
          (person_id WITH =, role WITH =, organisation_id WITH =, daterange("from", "to") WITH &&)`);
  }
}
