/** Of people only those can be invited who hold, or held, an appointment. */
export const unknownPeopleSql = `
  SELECT asked.id FROM unnest($1::uuid[]) AS asked(id)
   WHERE NOT EXISTS (SELECT FROM appointment WHERE person_id = asked.id)`;

/** Whoever is invited already stays so, with the reason given first. */
export const inviteSql = `
  INSERT INTO class_participant (class_id, person_id, reason, version)
  SELECT $1, asked.id, $3, 1 FROM unnest($2::uuid[]) AS asked(id)
  ON CONFLICT DO NOTHING RETURNING person_id AS "personId"`;

/** Whoever is not on the list of those who came did not come. */
export const attendSql = `
  UPDATE class_participant
     SET attended = person_id = ANY($2::uuid[]),
         passed = CASE WHEN person_id = ANY($2::uuid[]) THEN person_id = ANY($3::uuid[]) END,
         version = version + 1
   WHERE class_id = $1
  RETURNING person_id AS "personId", attended, passed, version`;

export const passedWithoutCertificateSql = `
  SELECT person_id AS "personId" FROM class_participant participant
   WHERE class_id = $1 AND passed
     AND NOT EXISTS (SELECT FROM certificate
                      WHERE class_id = $1 AND certificate.person_id = participant.person_id)
   ORDER BY person_id`;
