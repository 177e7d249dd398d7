import type { MigrationInterface, QueryRunner } from 'typeorm';

const kinds = (values: string): string[] => [
  `ALTER TABLE reporting_period DROP CONSTRAINT reporting_period_kind_check,
     ADD CONSTRAINT reporting_period_kind_check CHECK (kind IN (${values}))`,
];

const overlap = (free: string): string[] => [
  `ALTER TABLE reporting_period DROP CONSTRAINT reporting_period_overlap`,
  `ALTER TABLE reporting_period ADD CONSTRAINT reporting_period_overlap
     EXCLUDE USING gist (kind WITH =, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (kind NOT IN (${free}))`,
];

const frozen = `
   SELECT period_id, appointment_id, person_id, organisation_id, area_id, level, ord, received, on_time FROM expected_report`;

const forecast = (kind: string, more: string): string => `
   SELECT p.id, a.id, a.person_id, a.organisation_id, a.area_id, a.level, n.lo,
          r.filed_at IS NOT NULL, coalesce(r.on_time, false)
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
    WHERE p.state = 'open' AND NOT daterange(greatest(p.starts_on, a."from"), p.ends_on, '[]') <@ a.suspended${more}`;

const view = (...parts: string[]): string =>
  `CREATE OR REPLACE VIEW expected_now AS ${parts.join('\n   UNION ALL')}`;

const up = [
  ...kinds(`'monthly', 'quarterly', 'yearly', 'custom', 'thematic'`),
  ...overlap(`'custom', 'thematic'`),
  `CREATE TABLE thematic_request (
     period_id uuid PRIMARY KEY REFERENCES reporting_period,
     topic text NOT NULL,
     subject text NOT NULL,
     note text,
     questions jsonb NOT NULL,
     levels text[] NOT NULL,
     area_ids uuid[] NOT NULL,
     created_at timestamptz(3) NOT NULL DEFAULT now()
   )`,
  `CREATE INDEX thematic_request_list ON thematic_request (created_at, period_id)`,
  // A unit that is named by one of its versions is meant as it stands on the last day of the request.
  `CREATE FUNCTION is_asked(period uuid, of_level text, place integer) RETURNS boolean LANGUAGE sql STABLE
   BEGIN ATOMIC
     SELECT EXISTS (
       SELECT FROM thematic_request AS request JOIN reporting_period AS p ON p.id = request.period_id
        WHERE request.period_id = period
          AND (cardinality(request.levels) = 0 OR of_level = ANY (request.levels))
          AND (cardinality(request.area_ids) = 0 OR EXISTS (
            SELECT FROM area AS named
              JOIN area AS version ON version.code = named.code
              JOIN area_node AS node ON node.area_id = version.id
               AND node.tree_from <= p.ends_on AND (node.tree_to IS NULL OR node.tree_to > p.ends_on)
             WHERE named.id = ANY (request.area_ids) AND place BETWEEN node.lo AND node.hi)));
   END`,
  view(
    frozen,
    forecast('periodic', ` AND p.kind <> 'thematic'`),
    forecast('thematic', ` AND p.kind = 'thematic' AND is_asked(p.id, a.level, n.lo)`),
  ),
];

const down = [
  view(frozen, forecast('periodic', '')),
  `DROP FUNCTION is_asked`,
  `DROP TABLE thematic_request`,
  ...overlap(`'custom'`),
  ...kinds(`'monthly', 'quarterly', 'yearly', 'custom'`),
];

/** What the office asks of collaborators on one topic: a period of its own, whose reports some of them owe. */
export class ThematicRequests1700000009800 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
