import { officeDayOf, officeDaySql } from '#persistence/office-day';

/**
 * Every recommendation that was open at an instant $1, or was closed after day $2, as it was known at that instant; the
 * oldest first. For a report that follows up on what was asked before.
 */
export const followedUpSql = `
  SELECT recommendation.id, recommendation.subject, recommendation.topic, step.state, step.outcome,
         step.organisation_id AS "organisationId", step.due_on AS "dueOn",
         step.state IN ('forwarded', 'in-progress')
           AND step.due_on < ${officeDayOf('$1::timestamptz')} AS overdue
    FROM recommendation
    JOIN LATERAL (SELECT * FROM recommendation_step
                   WHERE recommendation_id = recommendation.id AND at <= $1 ORDER BY version DESC LIMIT 1) AS step ON true
   WHERE step.state <> 'closed' OR ${officeDayOf('step.at')} > $2::date
   ORDER BY recommendation.created_at, recommendation.id`;

/** A line of {@link followedUpSql}. */
export interface FollowedUp {
  id: string;
  subject: string;
  topic: string | null;
  state: 'recorded' | 'forwarded' | 'in-progress' | 'answered' | 'closed';
  outcome: 'resolved' | 'partly-resolved' | 'declined' | 'lapsed' | null;
  organisationId: string | null;
  dueOn: string | null;
  overdue: boolean;
}

/** The same, of what was drawn from items heard in unit $3, or of all if it is null; overdue first, then by their day. */
export const agendaSql = `
  SELECT followed.* FROM (${followedUpSql}) AS followed
   WHERE $3::uuid IS NULL OR EXISTS (
     SELECT FROM recommendation_item AS drawn
       JOIN opinion_item AS item ON item.id = drawn.item_id
       JOIN area_node AS node ON item.ord BETWEEN node.lo AND node.hi
      WHERE drawn.recommendation_id = followed.id AND node.area_id = $3)
   ORDER BY followed.overdue DESC, followed."dueOn" NULLS LAST, followed.id`;

/** Who reported the items of recommendation $1: they hear of its outcome. */
export const raisersSql = `
  SELECT DISTINCT report.person_id AS id FROM recommendation_item AS drawn
    JOIN opinion_item AS item ON item.id = drawn.item_id JOIN opinion_report AS report ON report.id = item.report_id
   WHERE drawn.recommendation_id = $1 ORDER BY 1`;

/**
 * Tells the organisation above, at the numbers of days $1 after its due day, of each recommendation that is not answered:
 * the greatest number that has been reached, once. Organisations name one another by code, and the version of the day is meant.
 */
export const escalateRecommendationsSql = `
  WITH late AS (
    SELECT waiting.id, stage.days, above.id AS superior_id
      FROM recommendation AS waiting
      JOIN organisation AS addressee ON addressee.id = waiting.organisation_id
      LEFT JOIN organisation AS now ON now.code = addressee.code AND daterange(now.valid_from, now.valid_to) @> ${officeDaySql}
      LEFT JOIN organisation AS above ON above.code = coalesce(now.parent_code, addressee.parent_code)
       AND daterange(above.valid_from, above.valid_to) @> ${officeDaySql}
     CROSS JOIN LATERAL (
       SELECT max(days) AS days FROM unnest($1::integer[]) AS days WHERE days <= ${officeDaySql} - waiting.due_on) AS stage
     WHERE waiting.state IN ('forwarded', 'in-progress') AND stage.days IS NOT NULL
       AND NOT EXISTS (SELECT FROM unnest(waiting.escalated_days) AS said WHERE said >= stage.days))
  UPDATE recommendation AS waiting
     SET escalated_days = waiting.escalated_days || late.days, escalated_to = late.superior_id
    FROM late WHERE waiting.id = late.id AND waiting.state IN ('forwarded', 'in-progress')
  RETURNING waiting.id, waiting.version, waiting.organisation_id AS "organisationId",
            waiting.escalated_to AS "superiorId", waiting.due_on AS "dueOn", ${officeDaySql} - waiting.due_on AS "daysLate"`;
