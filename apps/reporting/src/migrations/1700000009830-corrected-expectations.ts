import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns =
  'period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time';

const reckoned = (kind: string, more: string): string => `
   SELECT p.id AS period_id, a.id AS appointment_id, a.person_id, a.organisation_id, a.area_id, a.level, n.lo AS ord,
          r.filed_at IS NOT NULL AS received, coalesce(r.on_time, false) AS on_time
     FROM reporting_period p
     JOIN appointment a ON a.role = 'collaborator' AND a."from" <= p.ends_on AND (a."to" IS NULL OR a."to" > p.ends_on)
     JOIN area_node n ON n.area_id = a.area_id AND n.tree_from <= p.ends_on AND (n.tree_to IS NULL OR n.tree_to > p.ends_on)
     LEFT JOIN LATERAL (
       SELECT filed_at, on_time FROM opinion_report
        WHERE period_id = p.id AND kind = '${kind}' AND filed_at IS NOT NULL
          AND appointment_id IN (
            SELECT a.id UNION ALL
            SELECT from_appointment_id FROM hand_over
             WHERE to_appointment_id = a.id AND "on" > p.starts_on AND "on" <= p.ends_on)
        ORDER BY filed_at LIMIT 1) AS r ON true
    WHERE NOT daterange(greatest(p.starts_on, a."from"), p.ends_on, '[]') <@ a.suspended AND ${more}`;

const parts = (more = ''): string[] => [
  reckoned('periodic', `p.kind <> 'thematic'${more}`),
  reckoned('thematic', `p.kind = 'thematic'${more} AND is_asked(p.id, a.level, n.lo)`),
];

const view = (name: string, ...selects: string[]): string =>
  `CREATE OR REPLACE VIEW ${name} AS ${selects.join('\n   UNION ALL ')}`;

const up = [
  `ALTER TABLE expected_report
     ADD known_from timestamptz NOT NULL DEFAULT '-infinity',
     ADD known_to timestamptz NOT NULL DEFAULT 'infinity',
     DROP CONSTRAINT expected_report_pkey,
     ADD PRIMARY KEY (period_id, appointment_id, known_from)`,
  `CREATE UNIQUE INDEX expected_report_now ON expected_report (period_id, appointment_id) WHERE known_to = 'infinity'`,
  `CREATE TABLE period_correction (
     period_id uuid NOT NULL REFERENCES reporting_period,
     number integer NOT NULL,
     reason text NOT NULL,
     reports integer NOT NULL CHECK (reports > 0),
     levels jsonb NOT NULL,
     known_from timestamptz NOT NULL,
     PRIMARY KEY (period_id, number)
   )`,
  view('expected_reckoned', ...parts()),
  // What was frozen when the period was closed, or corrected since; of an open one what is known now.
  view(
    'expected_now',
    `SELECT ${columns} FROM expected_report WHERE known_to = 'infinity'`,
    `SELECT ${columns} FROM expected_reckoned
      WHERE EXISTS (SELECT FROM reporting_period WHERE id = period_id AND state = 'open')`,
  ),
];

const down = [
  `DELETE FROM expected_report WHERE known_to < 'infinity'`,
  view('expected_now', `SELECT ${columns} FROM expected_report`, ...parts(` AND p.state = 'open'`)),
  `DROP VIEW expected_reckoned`,
  `DROP TABLE period_correction`,
  `DROP INDEX expected_report_now`,
  `ALTER TABLE expected_report
     DROP CONSTRAINT expected_report_pkey,
     DROP COLUMN known_from,
     DROP COLUMN known_to,
     ADD PRIMARY KEY (period_id, appointment_id)`,
];

/** Who was expected in a closed period can be corrected: what was frozen before stays, as known until then. */
export class CorrectedExpectations1700000009830 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
