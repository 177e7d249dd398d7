/** Days that an event stays in the log. */
export const RETENTION_DAYS = 90;
/** Days of nothing but failures after which a subscription is disabled; longer than one delivery is tried. */
const FAILING_DAYS = 5;
/** Days without any attempt after which failures are counted anew. */
const SILENT_DAYS = 2;
/** Seconds after which a delivery that is being sent counts as lost; far more than a receiver may take. */
const LOST_AFTER_SECONDS = 60;

const open = `d.state IN ('waiting', 'sending') AND d.next_attempt_at <= now()`;
/** How many deliveries of a subscription are due, as far as there could be places for them; a backlog is long. */
const dueOf = `(SELECT count(*) FROM (
  SELECT FROM webhook_delivery d WHERE d.webhook_id = w.id AND ${open} LIMIT w.concurrency) due)`;
/** How many are on their way. */
const busyOf = (webhookId: string): string => `(SELECT count(*) FROM webhook_delivery d
  WHERE d.webhook_id = ${webhookId} AND d.state = 'sending' AND d.next_attempt_at > now())`;
/** Whether a subscription takes deliveries now; `w` and `c` (its client) are joined. */
const takes = `w.state = 'active' AND (w.client_id IS NULL OR c.state = 'active')`;
const unpaused = `(w.paused_until IS NULL OR w.paused_until <= now())`;

/** Writers to the log take turns; what was decided about a subscription before holds for all events after. */
export const lockLogSql = `SELECT head, trimmed FROM webhook_log FOR UPDATE`;

/**
 * Writes an event ($1 its id, $2 type, $3 envelope) to the log and a delivery for each subscription that `wants` it.
 * Answers the position, with every subscription that has places free for a job to deliver it.
 */
const recordSql = (wants: string): string => `
  WITH next AS (UPDATE webhook_log SET head = head + 1 RETURNING head),
  logged AS (
    INSERT INTO webhook_event (position, event_id, type, envelope) SELECT head, $1::uuid, $2::text, $3::jsonb FROM next RETURNING position),
  due AS (
    INSERT INTO webhook_delivery (webhook_id, position)
    SELECT w.id, logged.position FROM logged, webhook w LEFT JOIN api_client c ON c.id = w.client_id
     WHERE ${takes} AND ${wants} RETURNING webhook_id)
  SELECT next.head AS position, free.id AS "webhookId" FROM next LEFT JOIN LATERAL (
    SELECT w.id FROM due JOIN webhook w ON w.id = due.webhook_id
     WHERE ${unpaused} AND ${dueOf} < w.concurrency) free ON true`;

/** For all that subscribed to its type; $4 is the permission that a client needs for it. */
export const recordForSubscribersSql = recordSql(
  `$2 = ANY (w.event_types) AND (w.client_id IS NULL OR $4 = ANY (c.permissions))`,
);
/** For the subscription $4 alone. */
export const recordForOneSql = recordSql(`w.id = $4::uuid`);

/** A page of the log in one snapshot: $1 the cursor (null: the oldest), $2 types, $3 how many. */
export const feedSql = `
  SELECT l.head, l.trimmed, e.position, e.envelope FROM webhook_log l LEFT JOIN LATERAL (
    SELECT position, envelope FROM webhook_event
     WHERE position > coalesce($1::bigint, l.trimmed) AND type = ANY ($2::text[])
     ORDER BY position LIMIT $3) e ON true
   ORDER BY e.position`;

/** What a replay sets back; a delivery that is on its way stays so. */
const again = `state = 'waiting', attempts = 0, next_attempt_at = now()`;

export const replayOneSql = `
  UPDATE webhook_delivery SET ${again} WHERE webhook_id = $1 AND position = $2 AND state = 'dead' RETURNING position`;

export const replayDeadSql = `
  UPDATE webhook_delivery SET ${again} WHERE webhook_id = $1 AND state = 'dead' RETURNING position`;

/** Every event after $2 of the types that the subscription has now, also those that passed while it was disabled. */
export const replayAfterSql = `
  INSERT INTO webhook_delivery (webhook_id, position)
  SELECT w.id, e.position FROM webhook w JOIN webhook_event e ON e.type = ANY (w.event_types)
   WHERE w.id = $1 AND e.position > $2
  ON CONFLICT (webhook_id, position) DO UPDATE SET ${again} WHERE webhook_delivery.state IN ('delivered', 'dead')
  RETURNING position`;

/** Subscriptions with deliveries that are due, each as often as it has places free for a job. */
export const dueSql = `
  SELECT w.id AS "webhookId" FROM webhook w LEFT JOIN api_client c ON c.id = w.client_id
   CROSS JOIN LATERAL generate_series(1, least(${dueOf}, w.concurrency - ${busyOf('w.id')})) AS place
   WHERE ${takes} AND ${unpaused} AND ($1::uuid IS NULL OR w.id = $1)`;

/** Keeps the claims of one subscription apart, so that its concurrency is not exceeded. */
export const holdWebhookSql = `
  SELECT w.url, w.concurrency, w.secret, CASE WHEN w.former_secret_until > now() THEN w.former_secret END AS "formerSecret"
    FROM webhook w LEFT JOIN api_client c ON c.id = w.client_id
   WHERE w.id = $1 AND ${takes} AND ${unpaused} FOR NO KEY UPDATE OF w`;

/** Takes the delivery that is due the longest, while the subscription ($1) has fewer than $2 on their way. */
export const claimSql = `
  UPDATE webhook_delivery AS taken
     SET state = 'sending', attempts = attempts + 1, fence = fence + 1, last_attempt_at = now(),
         next_attempt_at = now() + interval '${LOST_AFTER_SECONDS} seconds'
    FROM webhook_event e
   WHERE e.position = taken.position AND taken.webhook_id = $1 AND taken.position = (
     SELECT d.position FROM webhook_delivery d
      WHERE d.webhook_id = $1 AND ${open} AND ${busyOf('$1')} < $2
      ORDER BY d.next_attempt_at, d.position LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING taken.position, taken.attempts, taken.fence, e.envelope, extract(epoch FROM now())::float8 AS now`;

const held = `webhook_id = $1 AND position = $2 AND fence = $3 AND state = 'sending'`;

/** Not sent after all: as if it had not been taken. */
export const giveBackSql = `
  UPDATE webhook_delivery SET state = 'waiting', attempts = attempts - 1, next_attempt_at = now() WHERE ${held}`;

/** Writes down how an attempt went, while the delivery is still in these hands. $5: seconds until the next. */
export const settleSql = `
  UPDATE webhook_delivery
     SET state = $4, next_attempt_at = now() + $5 * interval '1 second',
         last_status = $6, last_error = $7, last_milliseconds = $8
   WHERE ${held} RETURNING position`;

export const acceptedSql = `
  UPDATE webhook SET failing_since = NULL, failed_last_at = NULL WHERE id = $1 AND failing_since IS NOT NULL`;

/** Counts a failure; `failing` when there has been nothing else for days. $2: seconds of pause, if asked for. */
export const refusedSql = `
  UPDATE webhook
     SET failing_since = CASE WHEN failed_last_at > now() - interval '${SILENT_DAYS} days' THEN failing_since ELSE now() END,
         failed_last_at = now(),
         paused_until = greatest(paused_until, now() + $2 * interval '1 second')
   WHERE id = $1 RETURNING failing_since < now() - interval '${FAILING_DAYS} days' AS failing`;

/** Removes what is older than {@link RETENTION_DAYS}, some thousand events at a time; $1 is the last position. */
export const oldSql = `
  SELECT max(position) AS upto FROM (
    SELECT position FROM webhook_event WHERE recorded_at < now() - interval '${RETENTION_DAYS} days'
     ORDER BY recorded_at LIMIT 5000) old`;
export const trimSql = `
  WITH gone AS (DELETE FROM webhook_event WHERE position <= $1)
  UPDATE webhook_log SET trimmed = $1 WHERE trimmed < $1`;

/** Jobs of ours come by the minute: what went well is not kept. */
export const forgetJobsSql = `
  DELETE FROM job WHERE queue LIKE 'registry.webhook-%' AND state = 'completed' AND finished_at < now() - interval '1 hour'`;
