import { officeDayOf } from '#persistence/office-day';

/** A newer telling replaces an older one, never the other way round; $6 whether it is revoked, $8 when that was told. */
export const keepCertificateSql = `
INSERT INTO interviewer_certificate (id, person_id, course_code, valid_from, valid_to, revoked_on, version)
VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::boolean THEN ${officeDayOf('$8::timestamptz')} END, $7)
ON CONFLICT (id) DO UPDATE
   SET person_id = excluded.person_id, course_code = excluded.course_code, valid_from = excluded.valid_from,
       valid_to = excluded.valid_to, version = excluded.version,
       revoked_on = CASE WHEN excluded.revoked_on IS NOT NULL
                         THEN coalesce(interviewer_certificate.revoked_on, excluded.revoked_on) END
 WHERE interviewer_certificate.version < excluded.version`;

const move = (table: string): string => `UPDATE ${table} SET person_id = $1 WHERE person_id = $2`;

/** How the rows of every table that is kept by person go over when two records became one: $1 is who is kept, $2 the duplicate. */
export const moves: Readonly<Record<string, string>> = {
  interviewer_certificate: move('interviewer_certificate'),
  certificate_exception: move('certificate_exception'),
  case_assignment: move('case_assignment'),
  field_outcome: move('field_outcome'),
  back_check_draw: move('back_check_draw'),
  back_check: move('back_check'),
  // Where the same was noticed under both records, that of the person stays.
  quality_flag: `
    WITH moved AS (DELETE FROM quality_flag WHERE person_id = $2 RETURNING *)
    INSERT INTO quality_flag
    SELECT id, plan_id, $1, kind, item, interviews, noticed, raised_on, outcome, reviewed_on, version FROM moved
    ON CONFLICT ON CONSTRAINT quality_flag_once DO NOTHING`,
  field_interviewer: `
    WITH moved AS (DELETE FROM field_interviewer WHERE person_id = $2 RETURNING plan_id, version)
    INSERT INTO field_interviewer (plan_id, person_id, version) SELECT plan_id, $1, version FROM moved
    ON CONFLICT (plan_id, person_id) DO UPDATE SET version = greatest(field_interviewer.version, excluded.version)`,
};
