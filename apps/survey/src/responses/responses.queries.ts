/** Whether responses are taken for the plan $1, and the key that signed the tickets of its cell $2. */
export const ticketSql = `
SELECT plan.state = 'fielding' AS "inField", key.public_key AS "publicKey"
  FROM survey_plan AS plan
  LEFT JOIN ticket_key AS key ON key.plan_id = plan.id AND key.cell = $2
 WHERE plan.id = $1`;
