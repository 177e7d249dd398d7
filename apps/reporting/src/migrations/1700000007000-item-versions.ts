import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the counts read; the day of the decision tells whether an item was counted at an instant. */
const counted = '(topic, tendency, prevalence, area_id, appointment_id, strata, decided_at)';

const up = [
  // The clock, not the start of the transaction: who asks for what was known at an instant waits until whatever began
  // before has ended, and what is written afterwards must be later.
  `ALTER TABLE opinion_item
     ADD revision integer NOT NULL DEFAULT 1 CHECK (revision > 0),
     ADD known_from timestamptz NOT NULL DEFAULT clock_timestamp(),
     ADD decided_at timestamptz,
     ADD passed_level text CHECK (passed_level IN ('commune', 'district', 'province')),
     ADD change_reason text`,
  `UPDATE opinion_item i
      SET known_from = coalesce(r.filed_at, r.created_at),
          decided_at = CASE WHEN i.state <> 'pending' THEN coalesce(r.filed_at, r.created_at) END
     FROM opinion_report r WHERE r.id = i.report_id`,
  `ALTER TABLE opinion_item ADD CONSTRAINT opinion_item_decided CHECK ((state = 'pending') = (decided_at IS NULL))`,
  `DROP INDEX opinion_item_counted`,
  `CREATE INDEX opinion_item_counted ON opinion_item (period_id) INCLUDE ${counted} WHERE state = 'accepted'`,
  `CREATE TABLE opinion_item_version (
     LIKE opinion_item,
     known_to timestamptz NOT NULL,
     PRIMARY KEY (id, revision),
     FOREIGN KEY (id) REFERENCES opinion_item,
     FOREIGN KEY (report_id) REFERENCES opinion_report,
     CHECK (known_from <= known_to)
   )`,
  `CREATE INDEX opinion_item_version_report ON opinion_item_version (report_id)`,
  `CREATE INDEX opinion_item_version_counted ON opinion_item_version (period_id)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata, decided_at, known_to) WHERE state = 'accepted'`,
  // Every version of every item. At an instant T one of an item's versions was known: known_from <= T < known_to. It was
  // counted if it was accepted by then: state = 'accepted' AND decided_at <= T AND known_to > T.
  `CREATE VIEW opinion_item_known AS
   SELECT id, report_id, position, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence,
          conversations, meetings, places, intensity, trend, rumour, summary, proposals, assessment, proposed_solution,
          state, return_reason, revision, known_from, decided_at, change_reason, 'infinity'::timestamptz AS known_to
     FROM opinion_item
   UNION ALL
   SELECT id, report_id, position, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence,
          conversations, meetings, places, intensity, trend, rumour, summary, proposals, assessment, proposed_solution,
          state, return_reason, revision, known_from, decided_at, change_reason, known_to
     FROM opinion_item_version`,
];

const down = [
  `DROP VIEW opinion_item_known`,
  `DROP TABLE opinion_item_version`,
  `DROP INDEX opinion_item_counted`,
  `CREATE INDEX opinion_item_counted ON opinion_item (period_id)
     INCLUDE (topic, tendency, prevalence, area_id, appointment_id, strata) WHERE state = 'accepted'`,
  `ALTER TABLE opinion_item DROP CONSTRAINT opinion_item_decided, DROP COLUMN revision, DROP COLUMN known_from,
     DROP COLUMN decided_at, DROP COLUMN passed_level, DROP COLUMN change_reason`,
];

/** What an item said and what was decided on it, as known at any instant. */
export class ItemVersions1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
