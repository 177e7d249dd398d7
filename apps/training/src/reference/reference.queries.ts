/** A newer version replaces an older one, never the other way round. */
export const keepAppointmentSql = `
  INSERT INTO appointment (id, person_id, role, level, "from", "to", state, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (id) DO UPDATE
    SET person_id = excluded.person_id, role = excluded.role, level = excluded.level, "from" = excluded."from", "to" = excluded."to",
        state = excluded.state, version = excluded.version
  WHERE appointment.version < excluded.version`;

export const moveCertificatesSql = 'UPDATE certificate SET person_id = $1 WHERE person_id = $2';
