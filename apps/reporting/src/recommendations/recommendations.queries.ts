/**
 * Every recommendation that was open at an instant $1, or was closed after day $2, as it was known at that instant; the
 * oldest first. For a report that follows up on what was asked before.
 */
export const followedUpSql = `
  SELECT recommendation.id, recommendation.subject, recommendation.topic, step.state, step.outcome,
         step.organisation_id AS "organisationId", step.due_on AS "dueOn",
         step.state IN ('forwarded', 'in-progress')
           AND step.due_on < ($1::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS overdue
    FROM recommendation
    JOIN LATERAL (SELECT * FROM recommendation_step
                   WHERE recommendation_id = recommendation.id AND at <= $1 ORDER BY version DESC LIMIT 1) AS step ON true
   WHERE step.state <> 'closed' OR (step.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > $2::date
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

/** Who reported the items of recommendation $1: they hear of its outcome. */
export const raisersSql = `
  SELECT DISTINCT report.person_id AS id FROM recommendation_item AS drawn
    JOIN opinion_item AS item ON item.id = drawn.item_id JOIN opinion_report AS report ON report.id = item.report_id
   WHERE drawn.recommendation_id = $1 ORDER BY 1`;
