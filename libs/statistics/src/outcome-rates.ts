/** Final dispositions of all sampled cases, as AAPOR's Standard Definitions count them; whole numbers. */
export interface OutcomeCounts {
  /** Complete interviews. */
  readonly I: number;
  /** Partial interviews. */
  readonly P: number;
  /** Refusals and break-offs. */
  readonly R: number;
  /** Non-contacts. */
  readonly NC: number;
  /** Other eligible cases without an interview. */
  readonly O: number;
  /** Cases where it is not known whether there is a household. */
  readonly UH: number;
  /** Cases of unknown eligibility for other reasons. */
  readonly UO: number;
  /** Cases not eligible. */
  readonly NE: number;
}

/** A rate as a fraction of one, or null when it is not defined because its denominator has no cases. */
export type Rate = number | null;

/** Response, cooperation, refusal and contact rates; `e` is the share of unknown cases taken as eligible. */
export type OutcomeRates = Readonly<
  Record<
    'e' | `RR${1 | 2 | 3 | 4 | 5 | 6}` | `COOP${1 | 2 | 3 | 4}` | `REF${1 | 2 | 3}` | `CON${1 | 2 | 3}`,
    Rate
  >
>;

/**
 * All outcome rates of AAPOR, Standard Definitions. `e` defaults to the share of eligible cases among those
 * whose eligibility is known; when none is known it is not defined, and neither are the rates that need it.
 * Only a probability sample has a response rate worth the name: whether to print one is for the caller.
 * Throws a RangeError for counts that are not whole numbers from 0, or an `e` outside 0 to 1.
 */
export function outcomeRates(counts: OutcomeCounts, e: Rate = defaultEligibility(counts)): OutcomeRates {
  for (const [code, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${code} is not a count: ${count}`);
  }
  if (e !== null && !(e >= 0 && e <= 1)) throw new RangeError(`e must be between 0 and 1, was ${e}`);
  const { I, P, R, NC, O, UH, UO } = counts;
  const known = I + P + R + NC + O;
  const unknown = UH + UO;
  const all = known + unknown;
  const likely = e === null ? null : known + e * unknown;
  return {
    e,
    RR1: share(I, all),
    RR2: share(I + P, all),
    RR3: share(I, likely),
    RR4: share(I + P, likely),
    RR5: share(I, known),
    RR6: share(I + P, known),
    COOP1: share(I, I + P + R + O),
    COOP2: share(I + P, I + P + R + O),
    COOP3: share(I, I + P + R),
    COOP4: share(I + P, I + P + R),
    REF1: share(R, all),
    REF2: share(R, likely),
    REF3: share(R, known),
    CON1: share(I + P + R + O, all),
    CON2: share(I + P + R + O, likely),
    CON3: share(I + P + R + O, known),
  };
}

function defaultEligibility({ I, P, R, NC, O, NE }: OutcomeCounts): Rate {
  const eligible = I + P + R + NC + O;
  return share(eligible, eligible + NE);
}

function share(part: number, whole: number | null): Rate {
  return whole === null || whole === 0 ? null : part / whole;
}
