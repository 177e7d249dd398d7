/** What is counted at once: for the tables of the province, or for those of units. */
export type Scope = 'province' | 'units';

/** By what the items of a period are folded in each scope: by these columns, the reporter among them. */
const foldsOf: Record<Scope, Record<string, string>> = {
  province: {
    topics: 'topic, tendency, prevalence, appointment_id',
    areas: 'area_id, tendency, appointment_id',
    strata: 'strata, tendency, appointment_id',
  },
  units: { units: 'area_id, topic, tendency, appointment_id' },
};

/**
 * Items of period $1 accepted at instant $2, counted by these columns: what was kept of instant $3, and what the items add and
 * take away that were accepted at one of the two instants only. Where $3 is `-infinity` nothing is kept, and all are counted.
 * The versions in force and the former ones are folded apart, so that the planner knows how many groups each will have.
 */
const foldedBy = (scope: Scope, fold: string, columns: string): string => `
  SELECT ${columns}, sum(n)::int AS n FROM (
    SELECT ${columns}, n FROM kept_count
     WHERE period_id = $1 AND scope = '${scope}' AND counted_at = $3 AND fold = '${fold}'
    UNION ALL
    SELECT ${columns}, count(*)::int FROM opinion_item
     WHERE period_id = $1 AND state = 'accepted' AND decided_at > $3 AND decided_at <= $2 GROUP BY ${columns}
    UNION ALL
    SELECT ${columns}, sum((decided_at <= $2 AND known_to > $2)::int - (decided_at <= $3)::int)::int FROM opinion_item_version
     WHERE period_id = $1 AND state = 'accepted' AND known_to > $3 AND decided_at <= $2 GROUP BY ${columns}) AS folded
   GROUP BY ${columns} HAVING sum(n) > 0`;

/**
 * Folds the items of period $1 accepted at instant $2, carried on from instant $3, by reporter in every way of a scope: a hash
 * aggregate that PostgreSQL runs in parallel where it does not insert. Narrow folds cost less than one over all columns, which
 * would hardly make the rows fewer.
 */
export const foldSql = (scope: Scope): string => {
  const folds = Object.entries(foldsOf[scope]).map(([fold, columns]) => {
    const own = (column: string, type: string): string =>
      columns.split(', ').includes(column) ? column : `NULL::${type} AS ${column}`;
    return `
    SELECT '${fold}' AS fold, ${own('area_id', 'uuid')}, ${own('topic', 'text')}, tendency, ${own('prevalence', 'text')},
           ${own('strata', 'text[]')}, appointment_id, n
      FROM (${foldedBy(scope, fold, columns)}) AS ${fold}`;
  });
  return `CREATE TEMP TABLE folded AS ${folds.join(' UNION ALL ')}`;
};

/**
 * Counts of what was folded of the province with the distinct reporters, for every table at once: `kind` says which table, `r`
 * and `c` its row and column (null: the total over it).
 */
export const countsSql = `
  SELECT 'tendency' AS kind, topic AS r, tendency AS c, coalesce(sum(n), 0)::int AS count, count(DISTINCT appointment_id)::int AS reporters
    FROM folded WHERE fold = 'topics' GROUP BY GROUPING SETS ((topic, tendency), (topic), (tendency), ())
  UNION ALL
  SELECT 'prevalence', topic, prevalence, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM folded WHERE fold = 'topics' GROUP BY GROUPING SETS ((topic, prevalence), (topic), (prevalence), ())
  UNION ALL
  SELECT 'area', a.code, tendency, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM folded JOIN area a ON a.id = area_id WHERE fold = 'areas'
   GROUP BY GROUPING SETS ((a.code, tendency), (a.code), (tendency), ())
  UNION ALL
  SELECT 'stratum', s.stratum, tendency, coalesce(sum(n), 0)::int, count(DISTINCT appointment_id)::int
    FROM folded CROSS JOIN LATERAL unnest(strata) AS s(stratum) WHERE fold = 'strata'
   GROUP BY GROUPING SETS ((s.stratum, tendency), (s.stratum))
  UNION ALL
  SELECT 'reporter', topic, appointment_id::text, sum(n)::int, 1 FROM folded WHERE fold = 'topics' GROUP BY topic, appointment_id`;

export interface CountRow {
  /** `reporter` is no table of the report: what each reporter adds to a topic, for the p % rule. */
  kind: 'tendency' | 'prevalence' | 'area' | 'stratum' | 'reporter';
  r: string | null;
  c: string | null;
  count: number;
  reporters: number;
}

/**
 * What was folded of the units, by unit, topic and tendency with the distinct reporters; the areas $1 lie in the units $2, what
 * was heard elsewhere in `*`.
 */
export const unitCountsSql = `
  WITH place AS (SELECT * FROM unnest($1::text[], $2::text[]) AS place(area, unit))
  SELECT coalesce(place.unit, '*') AS unit, topic, tendency, sum(n)::int AS count,
         count(DISTINCT appointment_id)::int AS reporters
    FROM folded JOIN area ON area.id = area_id LEFT JOIN place ON place.area = area.code
   GROUP BY GROUPING SETS ((1, topic, tendency), (1, topic), (1, tendency), (1))`;

/** Items of period $1 accepted at instant $2, carried on from instant $3, by topic and reporter. */
export const topicsSql = `
  SELECT topic, appointment_id AS reporter, n FROM (${foldedBy('province', 'topics', 'topic, appointment_id')}) AS folded`;

/** The last instant of which counts of the scope $2 of period $1 are kept, and that is not after $3. */
export const keptSinceSql = `
  SELECT coalesce(max(counted_at), '-infinity')::text AS since
    FROM kept_count WHERE period_id = $1 AND scope = $2 AND counted_at <= $3`;

/**
 * Whether of period $1 no more items were accepted or superseded after the instant $3 and by $2 than one in $5 of those that
 * are kept of $3 in a fold of the scope $4.
 */
export const hardlyChangedSql = `
  SELECT changed = 0 OR changed * $5 <= (
           SELECT sum(n) FROM kept_count
            WHERE period_id = $1 AND scope = $4 AND counted_at = $3 AND fold IN ('topics', 'units')) AS hardly
    FROM (SELECT (SELECT count(*) FROM opinion_item
                   WHERE period_id = $1 AND state = 'accepted' AND decided_at > $3 AND decided_at <= $2)
               + (SELECT count(*) FROM opinion_item_version
                   WHERE period_id = $1 AND state = 'accepted' AND known_to > $3 AND decided_at <= $2)) AS items (changed)`;

/** Keeps what was folded of period $1 as the scope $2, as of the instant $3. */
export const keepSql = `
  INSERT INTO kept_count
    (period_id, scope, counted_at, fold, area_id, topic, tendency, prevalence, strata, appointment_id, n)
  SELECT $1, $2, $3, * FROM folded`;

/** Forgets what was kept of the scope $2 of period $1 before the instant $3. */
export const forgetFormerSql = `DELETE FROM kept_count WHERE period_id = $1 AND scope = $2 AND counted_at < $3`;
