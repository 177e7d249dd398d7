export interface SectionVersion {
  revision: number;
  by: string | null;
  at: Date;
  bound: string[];
}

/** When the text of a report was composed: when it counted. */
const composedAt = `coalesce((SELECT max(known_at) FROM aggregate_release WHERE aggregate_id = $1),
                             (SELECT created_at FROM aggregate_report WHERE id = $1))`;

/** Text $2 as the one version of what was never edited. */
export const composedTextSql = `SELECT 1 AS revision, NULL AS by, ${composedAt} AS at, $2::jsonb AS bound`;

/** Keeps the text of a section before its first edit. */
export const keepFirstTextSql = `
  INSERT INTO aggregate_section_version (aggregate_id, section, revision, bound, by, at)
  SELECT $1, $2, 1, $3, NULL, ${composedAt}
  ON CONFLICT DO NOTHING`;

/** The report is locked by whoever edits it. */
export const keepNextTextSql = `
  INSERT INTO aggregate_section_version (aggregate_id, section, revision, bound, by)
  SELECT $1, $2, max(revision) + 1, $3, $4 FROM aggregate_section_version WHERE aggregate_id = $1 AND section = $2`;

export const sectionVersionsSql = `
  SELECT revision, by, at, bound FROM aggregate_section_version
   WHERE aggregate_id = $1 AND section = $2 ORDER BY revision`;

/** The text of each edited section of report $1 as it stood at $2. */
export const textsAtSql = `
  SELECT DISTINCT ON (section) section, bound FROM aggregate_section_version
   WHERE aggregate_id = $1 AND at <= $2 AND revision > 1 ORDER BY section, revision DESC`;
