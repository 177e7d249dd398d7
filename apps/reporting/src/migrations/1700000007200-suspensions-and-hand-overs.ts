import type { MigrationInterface, QueryRunner } from 'typeorm';

const expected = (report: string, more: string): string => `
   CREATE OR REPLACE VIEW expected_now AS
   SELECT period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time FROM expected_report
   UNION ALL
   SELECT p.id, a.id, a.person_id, a.organisation_id, a.area_id, a.level, n.lo,
          r.filed_at IS NOT NULL, coalesce(r.on_time, false)
     FROM reporting_period p
     JOIN appointment a ON a.role = 'collaborator' AND a."from" <= p.ends_on AND (a."to" IS NULL OR a."to" > p.ends_on)
     JOIN area_node n ON n.area_id = a.area_id AND n.tree_from <= p.ends_on AND (n.tree_to IS NULL OR n.tree_to > p.ends_on)
     LEFT JOIN ${report}
    WHERE p.state = 'open'${more}`;

const up = [
  `ALTER TABLE appointment ADD suspended datemultirange NOT NULL DEFAULT '{}'`,
  `CREATE TABLE hand_over (
     from_appointment_id uuid PRIMARY KEY,
     to_appointment_id uuid NOT NULL,
     "on" date NOT NULL,
     version integer NOT NULL
   )`,
  `CREATE INDEX hand_over_to ON hand_over (to_appointment_id)`,
  // Who is suspended on all days of a period that they would have to report on owes nothing for it. What was filed by
  // whoever handed over within the period is the successor's as well: it is not owed twice.
  expected(
    `LATERAL (
       SELECT filed_at, on_time FROM opinion_report
        WHERE period_id = p.id AND kind = 'periodic' AND filed_at IS NOT NULL
          AND appointment_id IN (
            SELECT a.id UNION ALL
            SELECT from_appointment_id FROM hand_over
             WHERE to_appointment_id = a.id AND "on" > p.starts_on AND "on" <= p.ends_on)
        ORDER BY filed_at LIMIT 1) AS r ON true`,
    ` AND NOT daterange(greatest(p.starts_on, a."from"), p.ends_on, '[]') <@ a.suspended`,
  ),
];

const down = [
  expected(`opinion_report r ON r.period_id = p.id AND r.appointment_id = a.id AND r.kind = 'periodic'`, ''),
  `DROP TABLE hand_over`,
  `ALTER TABLE appointment DROP COLUMN suspended`,
];

/** Days on which an appointment rests, and who goes on with what another had open. */
export class SuspensionsAndHandOvers1700000007200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
