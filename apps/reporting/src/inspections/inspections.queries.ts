import { officeDaySql } from '#persistence/office-day';

/** Where unit $1 stands in the tree of day $2. */
export const placeSql = `
  SELECT lo FROM area_node WHERE area_id = $1 AND tree_from <= $2::date AND (tree_to IS NULL OR tree_to > $2::date)`;

/** Who reviews where a unit stands that has the number \`ord\`, today. */
const reviewersOf = (ord: string): string => `
  SELECT DISTINCT held.account_id FROM reviewer_span AS held
   WHERE held."from" <= ${officeDaySql} AND (held."to" IS NULL OR held."to" > ${officeDaySql})
     AND (held.area_id IS NULL OR EXISTS (
       SELECT FROM area_node AS node WHERE node.area_id = held.area_id AND ${ord} BETWEEN node.lo AND node.hi))
   ORDER BY 1`;

export const reviewersSql = `SELECT account_id AS id FROM (${reviewersOf('$1::integer')}) AS reviewing`;

/** Of the inspection \`inspection\`: whether a request's day has passed without an answer. */
export const overdueSql = `EXISTS (
  SELECT FROM inspection_request AS asked
   WHERE asked.inspection_id = inspection.id AND asked.state = 'open' AND asked.due_on < ${officeDaySql})`;

/**
 * Reminds of what has come near to its day, or has passed it, at the numbers of days $1 left: the nearest that has been
 * reached, once. While an inspection is under way its requests are still being written.
 */
export const remindOfRequestsSql = `
  WITH near AS (
    SELECT asked.id, inspection.ord, inspection.version, stage.days
      FROM inspection_request AS asked JOIN inspection ON inspection.id = asked.inspection_id
     CROSS JOIN LATERAL (
       SELECT min(days) AS days FROM unnest($1::integer[]) AS days WHERE asked.due_on - ${officeDaySql} <= days) AS stage
     WHERE asked.state = 'open' AND inspection.state = 'following-up' AND stage.days IS NOT NULL
       AND NOT EXISTS (SELECT FROM unnest(asked.reminded_days) AS said WHERE said <= stage.days))
  UPDATE inspection_request AS asked SET reminded_days = asked.reminded_days || near.days
    FROM near WHERE asked.id = near.id AND asked.state = 'open'
  RETURNING asked.inspection_id AS id, asked.id AS "requestId", near.version, asked.due_on AS "dueOn",
            asked.due_on - ${officeDaySql} AS "daysLeft", ARRAY(${reviewersOf('near.ord')}) AS "accountIds"`;
