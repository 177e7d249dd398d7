import { Secret, TOTP } from 'otpauth';
import type { UnitOfWork } from '#persistence/unit-of-work';

const PERIOD_SECONDS = 30;
const ISSUER = 'Lắng Nghe';

const TAKE_STEP = `
UPDATE account SET totp_last_step = $3
WHERE id = $1 AND totp_secret = $2 AND totp_last_step < $3 RETURNING id`;

/** A new secret for an authenticator: 160 bits, base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator reads from a QR code. */
export function enrolmentUri(secret: string, username: string): string {
  return new TOTP({ issuer: ISSUER, label: username, secret, period: PERIOD_SECONDS }).toString();
}

/** The time step that a code belongs to (RFC 6238), one step of clock difference allowed; null when it is none of them. */
export function stepOf(secret: string, code: string, timestamp = Date.now()): number | null {
  const delta = TOTP.validate({
    token: code,
    secret: Secret.fromBase32(secret),
    period: PERIOD_SECONDS,
    timestamp,
    window: 1,
  });
  return delta === null ? null : TOTP.counter({ period: PERIOD_SECONDS, timestamp }) + delta;
}

/** Uses up a time step; false when it, or a later one, was used before. */
export async function takeStep(
  unit: UnitOfWork,
  account: { id: string; totpSecret: string | null },
  step: number,
): Promise<boolean> {
  return (
    (await unit.query('accounts.take-step', TAKE_STEP, [account.id, account.totpSecret, step])).length > 0
  );
}
