import type { UnitOfWork } from '#persistence/unit-of-work';

/** Who of these has not passed all that the course of the class requires. */
const unpassedSql = `
  SELECT asked.id FROM unnest($2::uuid[]) AS asked(id)
   WHERE EXISTS (SELECT FROM assessment JOIN training_class class USING (course_id)
                  WHERE class.id = $1 AND assessment.required
                    AND NOT EXISTS (SELECT FROM attempt
                                     WHERE attempt.assessment_id = assessment.id AND attempt.class_id = $1
                                       AND attempt.person_id = asked.id AND attempt.passed))`;

export async function unpassedAmong(
  unit: UnitOfWork,
  classId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const unpassed = await unit.query<{ id: string }>('assessment.unpassed', unpassedSql, [classId, personIds]);
  return unpassed.map(({ id }) => id);
}
