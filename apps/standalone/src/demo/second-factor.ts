import { TOTP } from 'otpauth';
import type { SecondFactorEnrolment } from '#contracts/accounts';
import type { ApiClient } from './api-client.js';

/** Enrols a second factor for whoever has signed in, and goes on with a session that has proven it. */
export async function enrolSecondFactor(client: ApiClient): Promise<{ secret: string }> {
  const { secret } = await client.post<SecondFactorEnrolment>('/v1/registry/me/second-factor');
  await client.post('/v1/registry/me/second-factor/confirm', { code: new TOTP({ secret }).generate() });
  await client.refresh();
  return { secret };
}
