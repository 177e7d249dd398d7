import { In } from 'typeorm';
import { reaches } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { CaseDisposition } from '#contracts/field-cases';
import type { InterviewSave } from '#contracts/interviews';
import { Problem } from '#contracts/problem';
import { officeDay } from '#persistence/office-day';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { lockCasesSql } from '../assignments/assignments.queries.js';
import { fieldRulesOf, type Qualifications, qualificationsOf } from '../assignments/certification.queries.js';
import { ContactAttemptEntity } from '../field-cases/field-case.entity.js';
import { casesSql, linkKeySql } from './interviews.queries.js';
import { responseIdOf } from './response-link.rules.js';

export interface BookedCase {
  id: string;
  cell: number;
  disposition: CaseDisposition;
  settled: boolean;
  saved: number;
  holder: string | null;
  attempts: ContactAttemptEntity[];
}

/** What the case book says of the cases of a batch, which nobody else changes until the unit ends. */
export class CaseBook {
  private constructor(
    private readonly today: string,
    private readonly key: Buffer,
    private readonly cases: ReadonlyMap<string, BookedCase>,
    private readonly qualifications: Qualifications,
  ) {}

  static async open(unit: UnitOfWork, planId: string, caseIds: readonly string[]): Promise<CaseBook> {
    await unit.query('assignments.lock', lockCasesSql, [planId, caseIds]);
    const found = await unit.query<Omit<BookedCase, 'attempts'>>('interviews.cases', casesSql, [
      planId,
      caseIds,
    ]);
    const attempts = await unit.manager.findBy(ContactAttemptEntity, {
      caseId: In(found.map(({ id }) => id)),
    });
    const byCase = new Map<string, BookedCase>(found.map((one) => [one.id, { ...one, attempts: [] }]));
    for (const attempt of attempts) byCase.get(attempt.caseId)!.attempts.push(attempt);
    const [row] = await unit.query<{ key: Buffer }>('interviews.key', linkKeySql, [planId]);
    const holders = found.flatMap(({ holder }) => (holder === null ? [] : [holder]));
    const qualifications = await qualificationsOf(unit, await fieldRulesOf(unit, planId), holders);
    return new CaseBook(await officeDay(unit.manager), row!.key, byCase, qualifications);
  }

  /**
   * The case of an interview that may be taken from the caller.
   * @throws Problem 404 where the caller does not reach it, 409 `interview.not-assigned`,
   *   `interviewer.not-certified`, 422 `interview.not-yet`
   */
  caseOf({ caseId, heldOn }: InterviewSave, { reach }: Caller): BookedCase {
    const one = this.cases.get(caseId);
    if (!one || !reaches(reach, { person: one.holder })) throw Problem.of('resource.not-found');
    if (heldOn > this.today) throw Problem.unprocessable('interview.not-yet', 'This day is still to come');
    if (one.holder === null) {
      throw Problem.conflict('interview.not-assigned', 'Nobody was given this case');
    }
    this.qualifications.must(heldOn, one.holder);
    return one;
  }

  responseIdOf(one: BookedCase): string {
    return responseIdOf(this.key, one.id);
  }
}
