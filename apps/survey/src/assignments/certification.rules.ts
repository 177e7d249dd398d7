import type { Certification, FieldInterviewer } from '#contracts/assignments';
import { Problem } from '#contracts/problem';

/** A certificate of a course that counts for the survey; days are inclusive, but that of the revocation. */
export interface CertificateFacts {
  validFrom: string;
  validTo: string | null;
  revokedOn: string | null;
}

export interface ExceptionFacts {
  from: string;
  to: string;
  reason: string;
}

export type Qualification = Pick<
  FieldInterviewer,
  'certification' | 'validTo' | 'exception' | 'mayInterview'
>;

function standsAs({ validFrom, validTo, revokedOn }: CertificateFacts, on: string): Certification {
  if (revokedOn !== null && revokedOn <= on) return 'revoked';
  if (on < validFrom) return 'not-yet-valid';
  return validTo !== null && validTo < on ? 'expired' : 'valid';
}

/** No end is later than any. */
const lastDay = ({ validTo }: CertificateFacts): string => validTo ?? '9999-12-31';

/** Whether somebody may interview on a day: by the certificate that counts longest, or else by an exception. */
export function qualificationOn(
  on: string,
  certificates: readonly CertificateFacts[],
  exceptions: readonly ExceptionFacts[],
): Qualification {
  const latestFirst = certificates.toSorted((one, other) => lastDay(other).localeCompare(lastDay(one)));
  const counting =
    latestFirst.find((one) => standsAs(one, on) === 'valid') ??
    latestFirst.find((one) => standsAs(one, on) === 'not-yet-valid') ??
    latestFirst[0];
  const certification = counting ? standsAs(counting, on) : 'none';
  const exception =
    certification === 'valid' ? undefined : exceptions.find(({ from, to }) => from <= on && on <= to);
  return {
    certification,
    validTo: exception?.to ?? counting?.validTo ?? null,
    exception: exception?.reason ?? null,
    mayInterview: certification === 'valid' || exception !== undefined,
  };
}

/** @throws Problem 409 `interviewer.not-certified`, saying why. */
export function mustMayInterview(
  on: string,
  { mayInterview, certification, validTo }: Qualification,
  courseCodes: readonly string[],
): void {
  if (mayInterview) return;
  const courses = courseCodes.length > 0 ? courseCodes.join(', ') : 'a course: the survey names none yet';
  throw Problem.conflict('interviewer.not-certified', 'Only who holds a valid certificate interviews', {
    detail:
      certification === 'none'
        ? `on ${on}: no certificate of ${courses}`
        : `on ${on}: ${certification}${validTo ? `, valid to ${validTo}` : ''}`,
  });
}
