import { officeDaySql } from '#persistence/office-day';

/** An appointment lies in a reviewer's area when it does in any tree; a grant without an area reaches everywhere. */
const WITHIN = `held.area_id IS NULL OR EXISTS (
  SELECT FROM area_node AS node WHERE node.area_id = held.area_id AND post.ord BETWEEN node.lo AND node.hi)`;

const IN_FORCE = `held."from" <= ${officeDaySql} AND (held."to" IS NULL OR held."to" > ${officeDaySql})`;

/**
 * Tells everyone whom a notice concerns, unless they have switched its kind off or the same event has told them of it in
 * other words, and makes the mail of those who want it at once: $1 to $6 are the audience, $7 to $12 the notice, $13 the
 * kind's usual channel and $14 whether it is mandatory, $15 whether this installation sends mail. Answers with the mails.
 */
export const tellSql = `
WITH concerned (account_id) AS (
  SELECT unnest($1::uuid[])
  UNION SELECT id FROM account WHERE person_id = ANY($2::uuid[])
  UNION SELECT account.id FROM appointment JOIN account USING (person_id) WHERE appointment.id = ANY($3::uuid[])
  UNION SELECT account.id FROM appointment_substitution AS held JOIN account USING (person_id)
         WHERE held.appointment_id = ANY($3::uuid[]) AND ${IN_FORCE}
  UNION SELECT held.account_id FROM account_grant AS held JOIN appointment AS post ON post.id = ANY($4::uuid[])
         WHERE held.role = 'reviewer' AND ${IN_FORCE} AND (${WITHIN})
  UNION SELECT held.account_id FROM account_grant AS held
         WHERE held.role = 'recipient' AND held.organisation_id = ANY($5::uuid[]) AND ${IN_FORCE}
  UNION SELECT held.account_id FROM account_grant AS held WHERE held.role = ANY($6::text[]) AND ${IN_FORCE}),
wishes AS (
  SELECT account.id AS account_id, settings.address,
         CASE WHEN $14::boolean THEN $13::text ELSE coalesce(chosen.channel, $13::text) END AS channel
    FROM concerned JOIN account ON account.id = concerned.account_id AND account.state = 'active'
    LEFT JOIN notification_settings AS settings ON settings.account_id = account.id
    LEFT JOIN notice_preference AS chosen ON chosen.account_id = account.id AND chosen.kind = $8
   WHERE NOT EXISTS (SELECT FROM notice WHERE event_id = $7 AND notice.account_id = account.id AND notice.kind = $8)),
told AS (
  SELECT account_id, channel,
         CASE WHEN channel = 'at-once' AND $15::boolean AND address IS NOT NULL THEN gen_random_uuid() END AS mail_id
    FROM wishes WHERE channel <> 'off'),
mails AS (
  INSERT INTO mail (id, account_id, purpose, urgent)
  SELECT mail_id, account_id, 'notice', $12::boolean FROM told WHERE mail_id IS NOT NULL RETURNING id),
notices AS (
  INSERT INTO notice (id, account_id, event_id, kind, title, text, link, urgent, channel, mail_id)
  SELECT gen_random_uuid(), account_id, $7, $8, $9, $10, $11, $12, channel, mail_id FROM told)
SELECT id FROM mails`;

export const readOneSql = `
UPDATE notice SET read_at = coalesce(read_at, now()) WHERE id = $1 AND account_id = $2 RETURNING id`;

/** Marks a notice of an account, and all before it. Answers with the notice, if the account has it. */
export const readUpToSql = `
WITH last AS (SELECT id, created_at FROM notice WHERE id = $1 AND account_id = $2),
     read AS (UPDATE notice SET read_at = now() FROM last
               WHERE account_id = $2 AND read_at IS NULL AND (notice.created_at, notice.id) <= (last.created_at, last.id))
SELECT id FROM last`;

export const unreadSql = `
SELECT count(*)::integer AS unread FROM notice WHERE account_id = $1 AND read_at IS NULL`;
