import { In } from 'typeorm';
import type { UnitOfWork } from '#persistence/unit-of-work';
import {
  CertificateExceptionEntity,
  FieldRuleEntity,
  InterviewerCertificateEntity,
} from './assignment.entity.js';
import { mustMayInterview, type Qualification, qualificationOn } from './certification.rules.js';

/** With more, one interviewer weighs too much in the figures. */
const USUAL_CASELOAD = 48;

/** What holds for the interviewers of a plan; version 0 while nobody has said. */
export async function fieldRulesOf(unit: UnitOfWork, planId: string): Promise<FieldRuleEntity> {
  const said = await unit.manager.findOneBy(FieldRuleEntity, { planId });
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
  const personId = In([...new Set(personIds)]);
  const [certificates, exceptions] = await Promise.all([
    unit.manager.findBy(InterviewerCertificateEntity, { personId, courseCode: In(courseCodes) }),
    unit.manager.findBy(CertificateExceptionEntity, { planId, personId }),
  ]);
  const of = <Row extends { personId: string }>(rows: Row[], person: string): Row[] =>
    rows.filter((row) => row.personId === person);
  const on = (day: string, person: string): Qualification =>
    qualificationOn(day, of(certificates, person), of(exceptions, person));
  return { on, must: (day, person) => mustMayInterview(day, on(day, person), courseCodes) };
}
