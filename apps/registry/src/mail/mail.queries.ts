/** Nobody else takes a mail while it is being sent; longer than a sending may last. */
const LEASE = '5 minutes';

export const claimSql = `
WITH due AS (
  SELECT id FROM mail WHERE state = 'waiting' AND due_at <= now() ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE mail SET due_at = now() + interval '${LEASE}', attempts = attempts + 1 FROM due WHERE mail.id = due.id
RETURNING mail.id, mail.account_id AS "accountId", mail.purpose, mail.digest_on::text AS "digestOn", mail.urgent,
          mail.attempts, now() AS now`;

/** It was not tried at all; its day begins when it may go for the first time. */
export const holdSql = `
UPDATE mail SET due_at = $3::timestamptz, attempts = attempts - 1,
                give_up_at = CASE WHEN attempts = 1 THEN $3::timestamptz + interval '1 day' ELSE give_up_at END
 WHERE id = $1 AND attempts = $2 AND state = 'waiting'`;

/** However long it took: what the server has taken is sent. */
export const sentSql = `UPDATE mail SET state = 'sent', finished_at = now(), error = NULL WHERE id = $1 AND state = 'waiting'`;

export const dropSql = `
UPDATE mail SET state = 'dropped', finished_at = now(), error = $3 WHERE id = $1 AND attempts = $2 AND state = 'waiting'`;

/** $4: for good; $5: seconds until the next try. */
export const failSql = `
UPDATE mail SET error = $3, due_at = now() + $5 * interval '1 second',
                state = CASE WHEN $4 OR give_up_at <= now() THEN 'dead' ELSE 'waiting' END,
                finished_at = CASE WHEN $4 OR give_up_at <= now() THEN now() END
 WHERE id = $1 AND attempts = $2 AND state = 'waiting' RETURNING state`;

export const retrySql = `
UPDATE mail SET state = 'waiting', due_at = now(), give_up_at = now() + interval '1 day', attempts = 0, finished_at = NULL
 WHERE id = $1 AND state = 'dead' RETURNING id`;

/** A digest for the day of everyone who has unread notices for it and no digest of the day yet. */
export const digestSql = `
WITH made AS (
  INSERT INTO mail (id, account_id, purpose, digest_on, urgent)
  SELECT gen_random_uuid(), account.id, 'digest', $1, false
    FROM account JOIN notification_settings AS settings ON settings.account_id = account.id
   WHERE account.state = 'active' AND settings.address IS NOT NULL AND EXISTS (
           SELECT FROM notice WHERE notice.account_id = account.id
              AND channel = 'daily' AND mail_id IS NULL AND read_at IS NULL)
  ON CONFLICT (account_id, digest_on) DO NOTHING RETURNING id, account_id)
, carried AS (
  UPDATE notice SET mail_id = made.id FROM made
   WHERE notice.account_id = made.account_id AND channel = 'daily' AND mail_id IS NULL AND read_at IS NULL)
SELECT id FROM made`;

/** Notices first: a mail is never older than what it carries. */
const KEPT = '180 days';
export const forgetNoticesSql = `DELETE FROM notice WHERE created_at < now() - interval '${KEPT}'`;
export const forgetMailSql = `
DELETE FROM mail WHERE created_at < now() - interval '${KEPT}' AND state <> 'waiting'
   AND NOT EXISTS (SELECT FROM notice WHERE mail_id = mail.id)`;
export const forgetRunsSql = `
DELETE FROM job WHERE queue = $1 AND state = 'completed' AND finished_at < now() - interval '1 day'`;
