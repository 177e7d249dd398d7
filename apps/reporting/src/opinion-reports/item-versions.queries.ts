const rankOf = (level: string): string =>
  `coalesce(array_position(ARRAY['commune', 'district', 'province'], ${level}), 0)`;

/** Accepts what is not decided yet of report $1, except the items $2, at level $3; the clock says since when. */
export const acceptItemsSql = `
  UPDATE opinion_item SET state = 'accepted', decided_at = clock_timestamp(), passed_level = $3
   WHERE report_id = $1 AND state = 'pending' AND id <> ALL ($2::uuid[])`;

/** Lets them pass up to level $3. */
export const passItemsSql = `
  UPDATE opinion_item SET passed_level = $3
   WHERE report_id = $1 AND state = 'pending' AND id <> ALL ($2::uuid[]) AND ${rankOf('passed_level')} < ${rankOf('$3::text')}`;

/** Returns items $2 of report $1, each with its reason of $3. */
export const returnItemsSql = `
  UPDATE opinion_item AS item
     SET state = 'returned', return_reason = told.reason, decided_at = clock_timestamp(), passed_level = NULL
    FROM unnest($2::uuid[], $3::text[]) AS told(id, reason) WHERE item.report_id = $1 AND item.id = told.id`;

/** The same for items that had been accepted: why stands with the version. */
export const reopenItemsSql = `
  UPDATE opinion_item AS item
     SET state = 'returned', return_reason = told.reason, change_reason = told.reason, decided_at = clock_timestamp()
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

/** Every version of item $2 of report $1, the first one first. */
export const versionsSql = `
  SELECT * FROM opinion_item_known WHERE report_id = $1 AND id = $2 ORDER BY revision`;

/** In place of words that led to a person. */
export const blankedMark = '[đã xóa nội dung dẫn tới cá nhân]';

/** Puts the mark $4 in place of the texts $3 of version $2 of item $1, as many as there are: what is counted stays. */
const blankIn = (table: string): string => {
  const marked = (column: string, field: string, mark: string): string =>
    `${column} = CASE WHEN '${field}' = ANY ($3::text[]) AND ${column} IS NOT NULL THEN ${mark} ELSE ${column} END`;
  return `
  UPDATE ${table} SET
         ${marked('summary', 'summary', '$4')},
         ${marked('proposals', 'proposals', 'array_fill($4::text, ARRAY[cardinality(proposals)])')},
         ${marked('assessment', 'assessment', '$4')},
         ${marked('proposed_solution', 'proposedSolution', '$4')},
         ${marked('return_reason', 'returnReason', '$4')},
         ${marked('change_reason', 'changeReason', '$4')}
   WHERE id = $1 AND revision = $2`;
};
export const blankItemSql = blankIn('opinion_item');
export const blankVersionSql = blankIn('opinion_item_version');

/** The same in the answers that are kept for repeated requests; a value, never a key, is followed by one of the three. */
export const blankAnswersSql = `
  UPDATE idempotency AS kept
     SET response = replace(replace(replace(kept.response::text, old || ',', new || ','), old || '}', new || '}'),
                            old || ']', new || ']')::jsonb
    FROM (SELECT to_jsonb($1::text)::text AS old, to_jsonb($2::text)::text AS new) AS said
   WHERE strpos(kept.response::text, said.old) > 0`;
