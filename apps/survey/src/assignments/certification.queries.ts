import type { UnitOfWork } from '#persistence/unit-of-work';
import type { FieldRuleEntity } from './assignment.entity.js';
import {
  type CertificateFacts,
  type ExceptionFacts,
  mustMayInterview,
  type Qualification,
  qualificationOn,
} from './certification.rules.js';

/** With more, one interviewer weighs too much in the figures. */
const USUAL_CASELOAD = 48;

const rulesSql = `
SELECT plan_id AS "planId", course_codes AS "courseCodes", caseload, version FROM field_rule WHERE plan_id = $1`;

/** The certificates of the people $1 of the courses $2. */
const certificatesSql = `
SELECT person_id AS "personId", valid_from::text AS "validFrom", valid_to::text AS "validTo",
       revoked_on::text AS "revokedOn"
  FROM interviewer_certificate WHERE person_id = ANY ($1::uuid[]) AND course_code = ANY ($2::text[])`;

/** The exceptions that were made for the people $1 in the plan $2. */
const exceptionsSql = `
SELECT person_id AS "personId", "from"::text, "to"::text, reason
  FROM certificate_exception WHERE person_id = ANY ($1::uuid[]) AND plan_id = $2`;

/** What holds for the interviewers of a plan; version 0 while nobody has said. */
export async function fieldRulesOf(unit: UnitOfWork, planId: string): Promise<FieldRuleEntity> {
  const [said] = await unit.query<FieldRuleEntity>('field-rules.of', rulesSql, [planId]);
  return said ?? { planId, courseCodes: [], caseload: USUAL_CASELOAD, version: 0 };
}

/** What these people may go by in a survey. */
export interface Qualifications {
  on(day: string, personId: string): Qualification;
  /** @throws Problem 409 `interviewer.not-certified` */
  must(day: string, personId: string): void;
}

export async function qualificationsOf(
  unit: UnitOfWork,
  { planId, courseCodes }: Pick<FieldRuleEntity, 'planId' | 'courseCodes'>,
  personIds: readonly string[],
): Promise<Qualifications> {
  const people = [...new Set(personIds)];
  const [certificates, exceptions] = await Promise.all([
    unit.query<CertificateFacts & Held>('field-rules.certificates', certificatesSql, [people, courseCodes]),
    unit.query<ExceptionFacts & Held>('field-rules.exceptions', exceptionsSql, [people, planId]),
  ]);
  const of = <Row extends Held>(rows: Row[], person: string): Row[] =>
    rows.filter((row) => row.personId === person);
  const known = new Map<string, Qualification>();
  const on = (day: string, person: string): Qualification => {
    const key = `${day} ${person}`;
    const found = known.get(key) ?? qualificationOn(day, of(certificates, person), of(exceptions, person));
    known.set(key, found);
    return found;
  };
  return { on, must: (day, person) => mustMayInterview(day, on(day, person), courseCodes) };
}

interface Held {
  personId: string;
}
