import { officeDaySql } from '#persistence/office-day';
import { isUnder, placesOf, rolledUp } from '../reference/places.queries.js';

/** Left out, the day is today in Viet Nam, and the span the 24 months before it. */
export const spanSql = `
  SELECT day AS "asOf", coalesce($2::date, (day - interval '24 months')::date) AS since
    FROM (SELECT coalesce($1::date, ${officeDaySql})) AS asked(day)`;

const inForce = (appointment: string, day: string): string =>
  `${appointment}.state <> 'nominated' AND daterange(${appointment}."from", ${appointment}."to") @> ${day}`;

/** One row for each of the levels, in their order. A person with two posts at a level counts once. */
export const coverageSql = `
  WITH appointed AS (
    SELECT level, count(DISTINCT person_id)::int AS people FROM appointment
     WHERE role = $1 AND ${inForce('appointment', '$2::date')}
     GROUP BY level),
  held AS (
    SELECT level, count(*)::int AS classes, sum(capacity)::int AS offered, sum(attended)::int AS taken, coalesce(sum(passed), 0)::int AS passed
      FROM training_class WHERE attended IS NOT NULL AND $1 = ANY(audience) AND ends_on BETWEEN $3 AND $2
     GROUP BY level)
  SELECT level, coalesce(people, 0) AS appointed, coalesce(classes, 0) AS "classesHeld",
         coalesce(offered, 0) AS "seatsOffered", coalesce(taken, 0) AS "seatsTaken", coalesce(passed, 0) AS passed
    FROM unnest($4::text[]) WITH ORDINALITY AS asked(level, position)
    LEFT JOIN appointed USING (level) LEFT JOIN held USING (level)
   ORDER BY position`;

/** Names of SQL for what is asked. */
interface Asked {
  course: string;
  /** For how many months it certifies. */
  months: string;
  person: string;
  day: string;
  since: string;
}

/** Whether somebody is trained in a course: by a certificate of that day; where it gives none, by having come to a class. */
const trained = ({ course, months, person, day, since }: Asked): string => `CASE WHEN ${months} IS NULL
  THEN EXISTS (
    SELECT FROM class_participant sat JOIN training_class class ON class.id = sat.class_id
     WHERE class.course_id = ${course} AND sat.person_id = ${person} AND sat.attended AND sat.passed IS NOT FALSE
       AND class.ends_on BETWEEN ${since} AND ${day})
  ELSE EXISTS (
    SELECT FROM certificate WHERE certificate.course_id = ${course} AND certificate.person_id = ${person}
       AND certificate.state = 'valid' AND daterange(valid_from, valid_to, '[]') @> ${day}) END`;

const appointedUnits = (day: string): string =>
  `SELECT DISTINCT area_id FROM appointment held WHERE ${inForce('held', day)}`;

/**
 * Of the course $1, of those on the topic $5, or of all, on the day $2: who is appointed in each unit and below it, and who
 * of them is trained; a person counts once in a unit, course by course or in all on a topic. Only units under $4 where that
 * is given.
 */
const unitsSql = (by: 'course_id' | 'topic'): string => `
  WITH RECURSIVE ${placesOf(appointedUnits('$2::date'), '$2::date')},
  due AS (
    SELECT course.id AS course_id, course.topic, held.person_id, place.lo,
           ${trained({ course: 'course.id', months: 'course.certificate_months', person: 'held.person_id', day: '$2::date', since: '$3::date' })} AS trained
      FROM course JOIN appointment held ON held.role = ANY(course.audience) AND ${inForce('held', '$2::date')}
      LEFT JOIN place USING (area_id)
     WHERE ($1::uuid IS NULL OR course.id = $1) AND ($5::text IS NULL OR course.topic = $5))
  ${rolledUp(
    'due',
    `count(DISTINCT due.person_id)::int AS appointed, count(DISTINCT due.person_id) FILTER (WHERE due.trained)::int AS trained`,
    '$2::date',
    { key: `${by}, `, within: isUnder('node.lo', '$4::uuid', '$2::date') },
  )}`;
export const courseUnitsSql = unitsSql('course_id');
export const topicUnitsSql = unitsSql('topic');

/** Where the units stand that somebody is appointed in, on the day $1, under $2. */
export const placesSql = `
  WITH RECURSIVE ${placesOf(appointedUnits('$1::date'), '$1::date')}
  SELECT area_id AS "areaId", lo FROM place WHERE ${isUnder('place.lo', '$2::uuid', '$1::date')}`;

const asked = `(:courseId::uuid IS NULL OR course.id = :courseId) AND (:topic::text IS NULL OR course.topic = :topic)
      AND held.role = ANY(course.audience)`;

/** Of the appointment \`held\`: whether it is one to be trained, and whoever holds it is not. */
export const gapSql = `${inForce('held', ':asOf::date')} AND EXISTS (SELECT FROM course WHERE ${asked})
  AND NOT EXISTS (
    SELECT FROM course WHERE ${asked}
       AND ${trained({ course: 'course.id', months: 'course.certificate_months', person: 'held.person_id', day: ':asOf::date', since: ':since::date' })})`;
