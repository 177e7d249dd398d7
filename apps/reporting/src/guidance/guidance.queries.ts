/** What a conference agreed anew replaces what it had agreed. */
export const keepGuidanceSql = `
  INSERT INTO guidance (conference_id, held_on, items, version) VALUES ($1, $2, $3, $4)
  ON CONFLICT (conference_id) DO UPDATE
    SET held_on = excluded.held_on, items = excluded.items, version = excluded.version
  WHERE guidance.version < excluded.version`;

/** The last day before $1 on which a conference agreed on guidance, with all that was agreed that day. */
export const guidanceBeforeSql = `
  SELECT g.held_on::text AS "heldOn", item->>'id' AS id, g.conference_id AS "conferenceId", item->>'topic' AS topic,
         item->>'text' AS text
    FROM guidance AS g CROSS JOIN LATERAL jsonb_array_elements(g.items) WITH ORDINALITY AS listed(item, position)
   WHERE g.held_on = (SELECT max(held_on) FROM guidance WHERE held_on < $1::date)
   ORDER BY g.conference_id, listed.position`;
