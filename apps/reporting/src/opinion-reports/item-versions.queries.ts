/** Accepts what is not decided yet of report $1, except the items $2; the clock says since when. */
export const acceptItemsSql = `
  UPDATE opinion_item SET state = 'accepted', decided_at = clock_timestamp()
   WHERE report_id = $1 AND state = 'pending' AND id <> ALL (coalesce($2::uuid[], '{}'))`;

/** Returns items $2 of report $1, each with its reason of $3. */
export const returnItemsSql = `
  UPDATE opinion_item AS item SET state = 'returned', return_reason = told.reason, decided_at = clock_timestamp()
    FROM unnest($2::uuid[], $3::text[]) AS told(id, reason) WHERE item.report_id = $1 AND item.id = told.id`;

/**
 * Keeps items $1 as they are as earlier versions and begins the next ones, which await review, with reason $2. Columns
 * go over by name, so that one that is added to both tables is kept as well.
 */
export const supersedeItemsSql = `
  WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS at),
  kept AS (
    INSERT INTO opinion_item_version
    SELECT (jsonb_populate_record(NULL::opinion_item_version, to_jsonb(item) || jsonb_build_object('known_to', moment.at))).*
      FROM opinion_item AS item, moment WHERE item.id = ANY($1::uuid[]))
  UPDATE opinion_item SET revision = revision + 1, known_from = moment.at, state = 'pending', decided_at = NULL,
         return_reason = NULL, passed_level = NULL, change_reason = $2
    FROM moment WHERE id = ANY($1::uuid[])`;
