/** Seconds after each failed attempt until the next, as Standard Webhooks proposes: a good three days in all. */
export const RETRY_SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
/** Up to so much of a pause is added by chance, so that what failed together does not come back together. */
const JITTER = 0.2;
/** The longest pause that a receiver can ask for, in seconds. */
const MAX_PAUSE = 86_400;
const GONE = 410;

/** How an attempt went. */
export interface Attempt {
  /** What the receiver answered; null when it did not. */
  status: number | null;
  /** Why there is no answer, in a line. */
  error: string | null;
  milliseconds: number;
  /** The pause it asked for, as `Retry-After` said it. */
  retryAfter?: string | undefined;
}

/** What follows from an attempt. */
export type Verdict =
  | { state: 'delivered' }
  /** To be tried again. `pauseSeconds`: before then the receiver wants nothing at all. */
  | { state: 'waiting'; afterSeconds: number; pauseSeconds: number | null }
  /** Given up. `gone`: the receiver will never take anything again. */
  | { state: 'dead'; gone: boolean };

/** How far a delivery is. */
export interface Progress {
  /** Attempts made, this one included. */
  attempts: number;
  /** A trial is not repeated. */
  once: boolean;
  /** Seconds since 1970, by the database's clock. */
  now: number;
}

/** Judges an attempt. @param chance from 0 to 1. */
export function judge(attempt: Attempt, { attempts, once, now }: Progress, chance: number): Verdict {
  const { status, retryAfter } = attempt;
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' };
  if (status === GONE) return { state: 'dead', gone: true };
  const planned = once ? undefined : RETRY_SECONDS[attempts - 1];
  if (planned === undefined) return { state: 'dead', gone: false };
  const pauseSeconds = status === 429 || status === 503 ? pauseOf(retryAfter, now) : null;
  const afterSeconds = Math.max(planned * (1 + JITTER * chance), pauseSeconds ?? 0);
  return { state: 'waiting', afterSeconds, pauseSeconds };
}

/** What is written down of a failure. */
export function failureOf({ status, error }: Attempt): string | null {
  if (status === null) return error;
  return status >= 200 && status < 300 ? null : `The receiver answered ${status}`;
}

/** `Retry-After` in seconds: a number of them, or an HTTP date. Null when it says neither, or a time gone by. */
function pauseOf(retryAfter: string | undefined, now: number): number | null {
  if (!retryAfter) return null;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : Date.parse(retryAfter) / 1_000 - now;
  return seconds > 0 ? Math.min(Math.ceil(seconds), MAX_PAUSE) : null;
}
