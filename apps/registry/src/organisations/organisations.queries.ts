/** Versions of bodies, in the order of an export. */
export const storedOrganisationsSql = `
  SELECT id, code, name, kind, level, parent_code AS "parentCode", area_code AS "areaCode", valid_from AS "validFrom",
         valid_to AS "validTo", version
    FROM organisation ORDER BY valid_from, code COLLATE "C"`;

export const insertOrganisationsSql = `
  INSERT INTO organisation (id, code, name, kind, level, parent_code, area_code, valid_from, valid_to, search, version)
  SELECT id, code, name, kind, level, "parentCode", "areaCode", "validFrom", "validTo", search, version
    FROM jsonb_to_recordset($1::jsonb)
      AS r(id uuid, code text, name text, kind text, level text, "parentCode" text, "areaCode" text, "validFrom" date,
           "validTo" date, search text, version int)`;

export const endOrganisationsSql = `
  UPDATE organisation SET valid_to = $2, version = version + 1 WHERE id = ANY ($1::uuid[])`;

export const storedSuccessionsSql = `
  SELECT effective, from_code AS "fromCode", to_code AS "toCode", kind FROM organisation_succession
   ORDER BY effective, from_code COLLATE "C", to_code COLLATE "C"`;

export const insertSuccessionsSql = `
  INSERT INTO organisation_succession (effective, from_code, to_code, kind)
  SELECT effective, "fromCode", "toCode", kind FROM jsonb_to_recordset($1::jsonb)
      AS r(effective date, "fromCode" text, "toCode" text, kind text)`;

export const areaVersionsSql = `SELECT code, valid_from AS "validFrom", valid_to AS "validTo" FROM area`;

/** What begins on the day $2 or later at bodies that cease on it: $1 their ids. */
export const laterThereSql = `
  SELECT o.code, 'an appointment that begins on ' || p."from" || ' is at ' || o.code AS message
    FROM organisation o JOIN appointment p ON p.organisation_id = o.id WHERE o.id = ANY ($1::uuid[]) AND p."from" >= $2
  UNION SELECT o.code, 'a grant that begins on ' || g."from" || ' acts for ' || o.code
    FROM organisation o JOIN account_grant g ON g.organisation_id = o.id WHERE o.id = ANY ($1::uuid[]) AND g."from" >= $2
  ORDER BY 1, 2`;

/** Ids of all versions of a body that went on under its code through changes of its name, kind or place. */
export const versionsOfOneSql = `
  WITH RECURSIVE one AS (
    SELECT id, code, valid_from, valid_to FROM organisation WHERE id = $1
    UNION
    SELECT v.id, v.code, v.valid_from, v.valid_to FROM one o
      JOIN organisation v ON v.code = o.code AND (v.valid_from = o.valid_to OR v.valid_to = o.valid_from)
      JOIN organisation_succession s ON s.from_code = v.code AND s.to_code = v.code
       AND s.effective = greatest(v.valid_from, o.valid_from) AND s.kind NOT IN ('merge', 'split'))
  SELECT id FROM one`;
