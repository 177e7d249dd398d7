import { TOTP } from 'otpauth';
import type { ApiClient } from '#apps/standalone/src/demo/api-client';
import type { SecondFactorEnrolment } from '#contracts/accounts';

/** Enrols a second factor for whoever has signed in, and goes on with a session that has proven it. */
export async function withSecondFactor(client: ApiClient): Promise<ApiClient> {
  const { secret } = await client.post<SecondFactorEnrolment>('/v1/registry/me/second-factor');
  await client.post('/v1/registry/me/second-factor/confirm', { code: new TOTP({ secret }).generate() });
  await client.refresh();
  return client;
}
