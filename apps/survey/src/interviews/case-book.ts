import { reaches } from '#auth/reach';
import type { Caller } from '#auth/requires';
import type { CaseDisposition } from '#contracts/field-cases';
import type { InterviewSave } from '#contracts/interviews';
import { Problem } from '#contracts/problem';
import { officeDay } from '#persistence/office-day';
import type { UnitOfWork } from '#persistence/unit-of-work';
import type { FieldRuleEntity } from '../assignments/assignment.entity.js';
import { type Qualifications, qualificationsOf } from '../assignments/certification.queries.js';
import type { ContactAttemptEntity } from '../field-cases/field-case.entity.js';
import { attemptsSql, holdersSql, lockedCasesSql } from './interviews.queries.js';

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
    private readonly cases: ReadonlyMap<string, BookedCase>,
    private readonly qualifications: Qualifications,
  ) {}

  static async open(
    unit: UnitOfWork,
    rules: FieldRuleEntity,
    caseIds: readonly string[],
    { everywhere, personIds }: Caller['reach'],
  ): Promise<CaseBook> {
    // All at once, in this order: what is read is read after the lock was had.
    const [found, holders, attempts, own, today] = await Promise.all([
      unit.query<Omit<BookedCase, 'holder' | 'attempts'>>('interviews.cases', lockedCasesSql, [
        rules.planId,
        caseIds,
      ]),
      unit.query<{ caseId: string; holder: string }>('interviews.holders', holdersSql, [caseIds]),
      unit.query<ContactAttemptEntity>('interviews.attempts', attemptsSql, [caseIds]),
      // Who does not reach all cases reaches those of these people.
      qualificationsOf(unit, rules, everywhere ? [] : personIds),
      officeDay(unit.manager),
    ]);
    const holderOf = new Map(holders.map(({ caseId, holder }) => [caseId, holder]));
    const byCase = new Map<string, BookedCase>();
    for (const { id, cell, disposition, settled, saved } of found) {
      const holder = holderOf.get(id) ?? null;
      byCase.set(id, { id, cell, disposition, settled, saved, holder, attempts: [] });
    }
    for (const attempt of attempts) byCase.get(attempt.caseId)?.attempts.push(attempt);
    const qualifications = everywhere ? await qualificationsOf(unit, rules, [...holderOf.values()]) : own;
    return new CaseBook(today, byCase, qualifications);
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
}
