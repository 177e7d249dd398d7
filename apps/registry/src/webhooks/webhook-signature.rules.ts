import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';

/** A signing secret in the form of Standard Webhooks: `whsec_` and 256 random bits in base64. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64');

/** What is signed; `timestamp` is in seconds since 1970. */
export interface SignedMessage {
  id: string;
  timestamp: number;
  body: string;
}

/**
 * The value of `webhook-signature` (Standard Webhooks 1.0): for each secret `v1,` and the HMAC-SHA256 of
 * `id.timestamp.body` in base64, separated by spaces.
 */
export function signatureOf({ id, timestamp, body }: SignedMessage, secrets: string[]): string {
  return secrets
    .map((secret) => Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ');
}
