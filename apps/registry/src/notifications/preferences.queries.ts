/** How long a code can be brought back, how often it can be mistyped, and how many are sent in a day. */
const CODE_LIFE = '30 minutes';
const CODE_ATTEMPTS = 5;
const CODES_A_DAY = 5;

/** Version 1 are the usual settings, which are stored with the first change. */
export const lockSettingsSql = `
INSERT INTO notification_settings (account_id, version) VALUES ($1, 1)
ON CONFLICT (account_id) DO UPDATE SET version = notification_settings.version RETURNING version`;

export const chooseSql = `
UPDATE notification_settings SET quiet_from = $2, quiet_to = $3, version = version + 1 WHERE account_id = $1`;

export const forgetChoicesSql = 'DELETE FROM notice_preference WHERE account_id = $1';

export const keepChoicesSql = `
INSERT INTO notice_preference (account_id, kind, channel)
SELECT $1, kind, channel FROM unnest($2::text[], $3::text[]) AS chosen (kind, channel)`;

/** Mail that only quiet hours hold up is looked at anew. */
export const wakeMailSql = `
UPDATE mail SET due_at = now() WHERE account_id = $1 AND state = 'waiting' AND attempts = 0 AND due_at > now()`;

/** Keeps a code for an address; no row when the account has had all codes of the day, with the seconds to wait. */
export const newCodeSql = `
UPDATE notification_settings
   SET pending_address = $2, code = $3, code_expires_at = now() + interval '${CODE_LIFE}', code_attempts = 0,
       codes_sent = CASE WHEN codes_since > now() - interval '1 day' THEN codes_sent + 1 ELSE 1 END,
       codes_since = CASE WHEN codes_since > now() - interval '1 day' THEN codes_since ELSE now() END,
       version = version + 1
 WHERE account_id = $1 AND (codes_since IS NULL OR codes_since <= now() - interval '1 day' OR codes_sent < ${CODES_A_DAY})
RETURNING version`;

export const secondsToNextCodeSql = `
SELECT ceil(extract(epoch FROM codes_since + interval '1 day' - now()))::integer AS seconds
  FROM notification_settings WHERE account_id = $1`;

/** Codes that wait to be sent are replaced by the new one. */
export const dropCodeMailSql = `
UPDATE mail SET state = 'dropped', finished_at = now(), error = 'A newer code has taken its place'
 WHERE account_id = $1 AND purpose = 'address-code' AND state = 'waiting'`;

export const codeMailSql = `
INSERT INTO mail (id, account_id, purpose, urgent) VALUES (gen_random_uuid(), $1, 'address-code', true)`;

/** Counts a try at the code; no row when there is no code, or it has been tried too often, or too late. */
export const tryCodeSql = `
UPDATE notification_settings SET code_attempts = code_attempts + 1
 WHERE account_id = $1 AND code_expires_at > now() AND code_attempts < ${CODE_ATTEMPTS}
RETURNING code = $2 AS right`;

const NO_CODE = 'pending_address = NULL, code = NULL, code_expires_at = NULL';

/** What was sent to another mailbox can unsubscribe nothing any more. */
export const confirmSql = `
UPDATE notification_settings SET address = pending_address, unsubscribe_token = gen_random_uuid(), ${NO_CODE}, version = version + 1 WHERE account_id = $1`;

export const removeAddressSql = `
UPDATE notification_settings SET address = NULL, unsubscribe_token = gen_random_uuid(), ${NO_CODE}, version = version + 1 WHERE account_id = $1`;

export const forgetCodesSql = `
UPDATE notification_settings SET ${NO_CODE}, version = version + 1 WHERE code_expires_at < now()`;

/** These kinds are shown in the product only. */
export const stopMailSql = `
INSERT INTO notice_preference (account_id, kind, channel)
SELECT $1, kind, 'in-product' FROM unnest($2::text[]) AS kind
ON CONFLICT (account_id, kind) DO UPDATE SET channel = excluded.channel`;
