import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `CREATE TABLE conference (
     id uuid PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('briefing', 'speakers')),
     title text NOT NULL,
     area_id uuid NOT NULL,
     organisation_id uuid NOT NULL,
     period_id uuid,
     period_title text,
     starts_at timestamptz(3) NOT NULL,
     ends_at timestamptz(3) NOT NULL,
     chair text NOT NULL,
     state text NOT NULL CHECK (state IN ('planned', 'invited', 'held', 'closed', 'cancelled')),
     cancel_reason text,
     version integer NOT NULL,
     CHECK (starts_at < ends_at),
     CHECK (num_nulls(period_id, period_title) <> 1),
     CHECK ((cancel_reason IS NOT NULL) = (state = 'cancelled'))
   )`,
  `CREATE INDEX conference_list ON conference (starts_at, id)`,
  `CREATE INDEX conference_series ON conference (kind, area_id, starts_at)`,
  `CREATE TABLE conference_site (
     conference_id uuid NOT NULL REFERENCES conference,
     number integer NOT NULL CHECK (number > 0),
     label text NOT NULL,
     place text,
     link text,
     guests integer CHECK (guests >= 0),
     PRIMARY KEY (conference_id, number),
     CHECK (num_nonnulls(place, link) > 0)
   )`,
  `CREATE TABLE conference_agenda_item (
     conference_id uuid NOT NULL REFERENCES conference,
     number integer NOT NULL CHECK (number > 0),
     title text NOT NULL,
     aggregate_id uuid,
     speaker_person_id uuid,
     materials jsonb NOT NULL,
     PRIMARY KEY (conference_id, number)
   )`,
  `CREATE INDEX conference_agenda_speaker ON conference_agenda_item (speaker_person_id)
    WHERE speaker_person_id IS NOT NULL`,
  // Who was invited and who came, by id.
  `CREATE TABLE conference_participant (
     conference_id uuid NOT NULL REFERENCES conference,
     person_id uuid NOT NULL,
     reason text NOT NULL,
     attended boolean,
     site integer,
     PRIMARY KEY (conference_id, person_id),
     FOREIGN KEY (conference_id, site) REFERENCES conference_site,
     CHECK ((site IS NOT NULL) = (attended IS TRUE))
   )`,
  `CREATE INDEX conference_participant_person ON conference_participant (person_id)`,
  `CREATE INDEX conference_participant_site ON conference_participant (conference_id, site)`,
];

export class Conferences1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['participant', 'agenda_item', 'site'])
      await runner.query(`DROP TABLE conference_${table}`);
    await runner.query('DROP TABLE conference');
  }
}
