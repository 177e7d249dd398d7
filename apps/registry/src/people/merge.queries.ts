/** $1 is the person who is kept, $2 the duplicate. */
const move = (table: string, more = ''): string =>
  `UPDATE ${table} SET person_id = $1${more} WHERE person_id = $2`;

/** Moves rows of which a person has one for each key; where both have one, that of the person stays. */
const moveSingle = (table: string, ...key: string[]): string[] => {
  const same = key.map((column) => ` AND kept.${column} = moved.${column}`).join('');
  return [
    `DELETE FROM ${table} moved WHERE person_id = $2
        AND EXISTS (SELECT FROM ${table} kept WHERE kept.person_id = $1${same})`,
    move(table),
  ];
};

const nextVersion = ', version = version + 1';

/** How the rows of every table go over to the person who is kept; tests compare it with the database. */
export const moves: Readonly<Record<string, readonly string[]>> = {
  appointment: [move('appointment', nextVersion)],
  appointment_substitution: [move('appointment_substitution')],
  post: [move('post', nextVersion)],
  contract: [move('contract', nextVersion)],
  allowance: [move('allowance')],
  commendation: [move('commendation')],
  roster_change: [move('roster_change')],
  erasure: [move('erasure')],
  account: [move('account', nextVersion)],
  person_contact: moveSingle('person_contact'),
  regulation_acknowledgement: moveSingle('regulation_acknowledgement', 'version_id'),
  reminder: moveSingle('reminder', 'subject_id', 'days'),
  training_certificate: [move('training_certificate')],
  training_attendance: [
    // They came if they came under either record.
    `UPDATE training_attendance kept SET attended = kept.attended OR moved.attended,
            passed = coalesce(greatest(kept.passed, moved.passed), kept.passed, moved.passed)
       FROM training_attendance moved
      WHERE kept.person_id = $1 AND moved.person_id = $2 AND kept.class_id = moved.class_id`,
    ...moveSingle('training_attendance', 'class_id'),
  ],
  conference_attendance: [
    `UPDATE conference_attendance kept SET attended = kept.attended OR moved.attended
       FROM conference_attendance moved
      WHERE kept.person_id = $1 AND moved.person_id = $2 AND kept.conference_id = moved.conference_id`,
    ...moveSingle('conference_attendance', 'conference_id'),
  ],
  fieldwork: [
    // Cases are given to one record or the other.
    `UPDATE fieldwork kept SET assigned = kept.assigned + moved.assigned, completed = kept.completed + moved.completed
       FROM fieldwork moved
      WHERE kept.person_id = $1 AND moved.person_id = $2 AND kept.plan_id = moved.plan_id`,
    ...moveSingle('fieldwork', 'plan_id'),
  ],
};

/** Rows that stay with the stub: its own names. */
export const staying: readonly string[] = ['person_name'];

/** Lines of proposed rosters name people in their content. */
export const moveRosterRowsSql = `
  UPDATE roster_row SET content = jsonb_set(content, '{personId}', to_jsonb($1::text))
   WHERE content ->> 'personId' = $2::text`;

/** Records that were merged into the duplicate before are of the person now. */
export const moveStubsSql = 'UPDATE person SET merged_into_id = $1 WHERE merged_into_id = $2';

/** The duplicate's name is a name that the person had, if it is another. */
export const keepNameSql = `
  INSERT INTO person_name (person_id, version, full_name, reason)
  SELECT moved.id, moved.version, moved.full_name, 'correction' FROM person moved, person kept
   WHERE moved.id = $2 AND kept.id = $1 AND moved.full_name <> kept.full_name`;

const sameDays = `daterange(moved."from", moved."to") && daterange(kept."from", kept."to")`;
/** A body that was renamed is one place still. */
const samePlace = `(SELECT code FROM organisation WHERE id = moved.organisation_id)
      = (SELECT code FROM organisation WHERE id = kept.organisation_id)`;

/** What would contradict itself if one person had it all. */
export const clashesSql = `
  SELECT 'appointment' AS what, moved.id AS "movedId", kept.id AS "keptId" FROM appointment moved, appointment kept
   WHERE moved.person_id = $2 AND kept.person_id = $1 AND moved.role = kept.role AND ${samePlace} AND ${sameDays}
     AND moved.state IN ('appointed', 'ended') AND kept.state IN ('appointed', 'ended')
  UNION ALL
  SELECT 'post', moved.id, kept.id FROM post moved, post kept
   WHERE moved.person_id = $2 AND kept.person_id = $1 AND moved.position = kept.position
     AND moved.organisation_id = kept.organisation_id AND ${sameDays}
  UNION ALL
  SELECT 'substitution', s.id, a.id FROM appointment_substitution s JOIN appointment a ON a.id = s.appointment_id
   WHERE s.person_id IN ($1, $2) AND a.person_id IN ($1, $2) AND s.person_id <> a.person_id
   ORDER BY 1, 2, 3`;
