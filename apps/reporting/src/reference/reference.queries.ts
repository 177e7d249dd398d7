import type { UnitOfWork } from '#persistence/unit-of-work';

export const keepAreaSql = `
  INSERT INTO area (id, code, name, type, parent_code, valid_from, valid_to, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE SET valid_to = excluded.valid_to, version = excluded.version
  WHERE area.version < excluded.version`;

export const keepOrganisationSql = `
  INSERT INTO organisation (id, code, name, level, parent_code, valid_from, valid_to, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE
    SET name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to, version = excluded.version
  WHERE organisation.version < excluded.version`;

/** Who holds it changes when two records of one person become one: what hangs on the appointment is theirs then. */
export const keepAppointmentSql = `
  WITH kept AS (
    INSERT INTO appointment (id, person_id, role, level, organisation_id, area_id, "from", "to", state, version, suspended)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
            (SELECT coalesce(range_agg(daterange(s."from", s."to")), '{}') FROM unnest($11::date[], $12::date[]) AS s("from", "to")))
    ON CONFLICT (id) DO UPDATE
      SET person_id = excluded.person_id, "from" = excluded."from", "to" = excluded."to", state = excluded.state,
          version = excluded.version, suspended = excluded.suspended
    WHERE appointment.version < excluded.version
    RETURNING id, person_id),
  reports AS (
    UPDATE opinion_report r SET person_id = kept.person_id FROM kept
     WHERE r.appointment_id = kept.id AND r.person_id <> kept.person_id)
  UPDATE expected_report e SET person_id = kept.person_id FROM kept
   WHERE e.appointment_id = kept.id AND e.person_id <> kept.person_id`;

/** From whom to whom what was open went on; a later hand-over of the same appointment counts. */
export const keepHandOverSql = `
  INSERT INTO hand_over (from_appointment_id, to_appointment_id, "on", version) VALUES ($1, $2, $3, $4)
  ON CONFLICT (from_appointment_id) DO UPDATE
    SET to_appointment_id = excluded.to_appointment_id, "on" = excluded."on", version = excluded.version
  WHERE hand_over.version < excluded.version`;

/** Says where account $1 reviews unless something newer is known; the row is there when it was written. */
export const keepReviewerSql = `
  INSERT INTO reviewer (account_id, person_id, version) VALUES ($1, $2, $3)
  ON CONFLICT (account_id) DO UPDATE SET person_id = excluded.person_id, version = excluded.version
  WHERE reviewer.version < excluded.version RETURNING account_id`;

export const forgetSpansSql = `DELETE FROM reviewer_span WHERE account_id = $1`;

export const keepSpansSql = `
  INSERT INTO reviewer_span (account_id, area_id, "from", "to")
  SELECT $1, * FROM unnest($2::uuid[], $3::date[], $4::date[])`;

/** Replaces the tree of a root from a day unless the stored numbering is newer; returns the rows that were written. */
export const keepNodesSql = `
  WITH newer AS (SELECT 1 FROM area_node WHERE tree_from = $1 AND root = $7 AND numbering > $3 LIMIT 1),
  gone AS (
    DELETE FROM area_node WHERE tree_from = $1 AND root = $7 AND NOT area_id = ANY($4::uuid[]) AND NOT EXISTS (SELECT FROM newer))
  INSERT INTO area_node (tree_from, tree_to, numbering, area_id, lo, hi, root)
  SELECT $1, $2, $3, n.area_id, n.lo, n.hi, $7 FROM unnest($4::uuid[], $5::int[], $6::int[]) AS n(area_id, lo, hi)
   WHERE NOT EXISTS (SELECT FROM newer)
  ON CONFLICT (area_id, tree_from) DO UPDATE
    SET tree_to = excluded.tree_to, numbering = excluded.numbering, lo = excluded.lo, hi = excluded.hi, root = excluded.root
    WHERE area_node.numbering <= excluded.numbering
  RETURNING area_id`;

const inTree = `n.tree_from = $1 AND n.tree_from <= p.ends_on AND (n.tree_to IS NULL OR n.tree_to > p.ends_on)`;

/** Facts carry the number of their area in the tree of their period's last day. */
export const renumberSql = {
  items: `
    UPDATE opinion_item i SET ord = n.lo FROM reporting_period p, area_node n
     WHERE i.period_id = p.id AND n.area_id = i.area_id AND ${inTree} AND i.ord <> n.lo`,
  versions: `
    UPDATE opinion_item_version i SET ord = n.lo FROM reporting_period p, area_node n
     WHERE i.period_id = p.id AND n.area_id = i.area_id AND ${inTree} AND i.ord <> n.lo`,
  reports: `
    UPDATE opinion_report r SET ord = n.lo FROM reporting_period p, appointment a, area_node n
     WHERE r.period_id = p.id AND a.id = r.appointment_id AND n.area_id = a.area_id AND ${inTree} AND r.ord <> n.lo`,
  inspections: `
    UPDATE inspection i SET ord = n.lo FROM area_node n
     WHERE n.area_id = i.area_id AND n.tree_from = $1 AND n.tree_from <= i.starts_on
       AND (n.tree_to IS NULL OR n.tree_to > i.starts_on) AND i.ord <> n.lo`,
  expected: `
    UPDATE expected_report e SET ord = n.lo FROM reporting_period p, area_node n
     WHERE e.period_id = p.id AND n.area_id = e.area_id AND ${inTree} AND e.ord <> n.lo`,
};

/** Those of the organisations that this service does not know. */
export async function unknownOrganisations(unit: UnitOfWork, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const known = await unit.query<{ id: string }>(
    'reference.organisations',
    'SELECT id FROM organisation WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Set(ids.filter((id) => !known.some((one) => one.id === id)));
}
