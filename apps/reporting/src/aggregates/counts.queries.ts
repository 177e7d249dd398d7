/** By what the items of a period are folded: by these columns, and the reporter. */
const columnsOf = {
  topics: 'topic, tendency, prevalence, appointment_id',
  areas: 'area_id, tendency, appointment_id',
  strata: 'strata, tendency, appointment_id',
  units: 'area_id, topic, tendency, appointment_id',
};
type Fold = keyof typeof columnsOf;

/** What is counted at once: for the tables of the province, or for those of units. */
export type Scope = 'province' | 'units';
const foldsOf: Record<Scope, readonly Fold[]> = {
  province: ['topics', 'areas', 'strata'],
  units: ['units'],
};

/**
 * Items of period $1 accepted at instant $2, counted by these columns: what was kept of instant $3, and what the items add and
 * take away that were accepted at one of the two instants only. Where $3 is `-infinity` nothing is kept, and all are counted.
 * The versions in force and the former ones are folded apart, so that the planner knows how many groups each will have.
 */
const foldedBy = (fold: Fold, columns = columnsOf[fold]): string => `
  SELECT ${columns}, sum(n)::int AS n FROM (
    SELECT ${columns}, n FROM kept_count WHERE period_id = $1 AND counted_at = $3 AND fold = '${fold}'
    UNION ALL
    SELECT ${columns}, count(*) FROM opinion_item
     WHERE period_id = $1 AND state = 'accepted' AND decided_at > $3 AND decided_at <= $2 GROUP BY ${columns}
    UNION ALL
    SELECT ${columns}, sum((decided_at <= $2 AND known_to > $2)::int - (decided_at <= $3)::int) FROM opinion_item_version
     WHERE period_id = $1 AND state = 'accepted' AND known_to > $3 AND decided_at <= $2 GROUP BY ${columns}) AS folded
   GROUP BY ${columns} HAVING sum(n) > 0`;

/**
 * Counts of the items of period $1 accepted at instant $2 with their distinct reporters, carried on from instant $3, for every
 * table at once: `kind` says which table, `r` and `c` its row and column (null: the total over it).
 * Each table's items are first folded by reporter, a hash aggregate that PostgreSQL runs in parallel; the distinct
 * reporters, for which it would sort every item, are then counted over few rows. Three narrow folds cost less than
 * one over all columns, which would hardly make the rows fewer.
 */
export const countsSql = `
  WITH by_topic AS MATERIALIZED (${foldedBy('topics')}),
  by_area AS MATERIALIZED (${foldedBy('areas')}),
  by_strata AS MATERIALIZED (${foldedBy('strata')})
  SELECT 'tendency' AS kind, topic AS r, tendency AS c, coalesce(sum(n), 0)::int AS count, count(DISTINCT appointment_id)::int AS reporters
    FROM by_topic GROUP BY GROUPING SETS ((topic, tendency), (topic), (tendency), ())
  UNION ALL
  SELECT 'prevalence', topic, prevalence, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM by_topic GROUP BY GROUPING SETS ((topic, prevalence), (topic), (prevalence), ())
  UNION ALL
  SELECT 'area', a.code, tendency, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM by_area JOIN area a ON a.id = area_id
   GROUP BY GROUPING SETS ((a.code, tendency), (a.code), (tendency), ())
  UNION ALL
  SELECT 'stratum', s.stratum, tendency, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM by_strata CROSS JOIN LATERAL unnest(strata) AS s(stratum)
   GROUP BY GROUPING SETS ((s.stratum, tendency), (s.stratum))
  UNION ALL
  SELECT 'reporter', topic, appointment_id::text, sum(n)::int, 1 FROM by_topic GROUP BY topic, appointment_id`;

export interface CountRow {
  /** `reporter` is no table of the report: what each reporter adds to a topic, for the p % rule. */
  kind: 'tendency' | 'prevalence' | 'area' | 'stratum' | 'reporter';
  r: string | null;
  c: string | null;
  count: number;
  reporters: number;
}

/**
 * Items of period $1 accepted at instant $2, carried on from instant $3, by unit, topic and tendency with their distinct
 * reporters; the areas $4 lie in the units $5, what was heard elsewhere in `*`.
 */
export const unitCountsSql = `
  WITH place AS (SELECT * FROM unnest($4::text[], $5::text[]) AS place(area, unit)),
  folded AS MATERIALIZED (${foldedBy('units')})
  SELECT coalesce(place.unit, '*') AS unit, topic, tendency, sum(n)::int AS count,
         count(DISTINCT appointment_id)::int AS reporters
    FROM folded JOIN area ON area.id = area_id LEFT JOIN place ON place.area = area.code
   GROUP BY GROUPING SETS ((1, topic, tendency), (1, topic), (1, tendency), (1))`;

/** Items of period $1 accepted at instant $2, carried on from instant $3, by topic and reporter. */
export const topicsSql = `
  SELECT topic, appointment_id AS reporter, n FROM (${foldedBy('topics', 'topic, appointment_id')}) AS folded`;

/** The last instant of which counts of the scope $3 of period $1 are kept, and that is not after $2. */
export const keptSinceSql = `
  SELECT coalesce(max(counted_at), '-infinity')::text AS since
    FROM kept_count WHERE period_id = $1 AND counted_at <= $2 AND scope = $3`;

/**
 * How many items of period $1 have been accepted or superseded after the instant $3 and by $2; and how many are kept of
 * $3 in each fold of the scope $4.
 */
export const changedSql = `
  SELECT ((SELECT count(*) FROM opinion_item
            WHERE period_id = $1 AND state = 'accepted' AND decided_at > $3 AND decided_at <= $2)
        + (SELECT count(*) FROM opinion_item_version
            WHERE period_id = $1 AND state = 'accepted' AND known_to > $3 AND decided_at <= $2))::int AS changed,
         (SELECT max(items) FROM (
            SELECT sum(n)::int AS items FROM kept_count
             WHERE period_id = $1 AND counted_at = $3 AND scope = $4 GROUP BY fold) AS folds) AS kept`;

/**
 * Counts all of period $1 by instant $2; by itself, since PostgreSQL uses one processor alone where it inserts. $3 is before
 * everything.
 */
export const foldSql = (scope: Scope): string => {
  const folds = foldsOf[scope].map((fold) => {
    const own = (column: string, type: string): string =>
      columnsOf[fold].split(', ').includes(column) ? column : `NULL::${type} AS ${column}`;
    return `
    SELECT '${fold}' AS fold, ${own('area_id', 'uuid')}, ${own('topic', 'text')}, tendency, ${own('prevalence', 'text')},
           ${own('strata', 'text[]')}, appointment_id, n
      FROM (${foldedBy(fold)}) AS ${fold}`;
  });
  return `CREATE TEMP TABLE folded AS ${folds.join(' UNION ALL ')}`;
};

/** Keeps that as the scope $3. */
export const keepSql = `
  INSERT INTO kept_count
    (period_id, counted_at, scope, fold, area_id, topic, tendency, prevalence, strata, appointment_id, n)
  SELECT $1, $2, $3, * FROM folded`;

/** Forgets what was kept before of the periods $1. */
export const forgetFormerSql = `
  DELETE FROM kept_count AS former USING (
    SELECT period_id, scope, max(counted_at) AS last FROM kept_count WHERE period_id = ANY ($1::uuid[]) GROUP BY 1, 2) AS latest
   WHERE former.period_id = latest.period_id AND former.scope = latest.scope AND former.counted_at < latest.last`;
