/** The sizes of the cell $2 of the sample that the plan $1 was approved with, and of its invitations. */
export const cellSql = `
SELECT one.units,
       EXISTS (SELECT FROM invitation_part
                WHERE plan_id = $1 AND cell = $2 AND bit_count(exchanged) > 0) AS "inUse"
  FROM sample_cell AS one
 WHERE one.number = $2
   AND one.sample_id = (SELECT id FROM sample WHERE plan_id = $1 ORDER BY drawn_at DESC, id LIMIT 1)`;

export const dropCellSql = 'DELETE FROM ticket_key WHERE plan_id = $1 AND cell = $2';

export const insertPartsSql = `
INSERT INTO invitation_part (plan_id, cell, part, exchanged)
SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[])`;

export const insertInvitationsSql = `
INSERT INTO invitation (token_hash, plan_id, cell, part, slot)
SELECT hash, $1, $2, part, slot FROM unnest($3::bytea[], $4::int[], $5::int[]) AS drawn (hash, part, slot)`;

/** The invitation whose token has the hash $1, with what its holder is shown. */
export const invitationSql = `
SELECT invitation.cell, part, slot, key.public_key AS "publicKey", key.private_key AS "privateKey",
       plan.id AS "planId", plan.title, plan.sponsor, plan.conductor, plan.state
  FROM invitation
  JOIN ticket_key AS key USING (plan_id, cell)
  JOIN survey_plan AS plan ON plan.id = plan_id
 WHERE token_hash = $1`;

/** The mark of the slot $4: zero where its invitation was not exchanged. */
const markOf = 'substr(exchanged, 8 * $4::int + 1, 8)';
export const readMarkSql = `
SELECT ${markOf} AS mark FROM invitation_part WHERE plan_id = $1 AND cell = $2 AND part = $3`;
export const lockMarkSql = `${readMarkSql} FOR UPDATE`;
export const setMarkSql = `
UPDATE invitation_part SET exchanged = overlay(exchanged PLACING $5 FROM 8 * $4::int + 1)
 WHERE plan_id = $1 AND cell = $2 AND part = $3`;
