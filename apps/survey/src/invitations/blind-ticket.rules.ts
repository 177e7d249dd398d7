import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Blind signatures by RSA, RFC 9474, RSABSSA-SHA384-PSS-Deterministic with a salt of 48 bytes: somebody has the id of a
 * response signed without showing it. What is signed later cannot be tied to whom it was signed for, by anyone.
 */
const MODULUS_BITS = 2048;
const SALT_BYTES = 48;

export interface TicketKeys {
  privateKey: string;
  publicKey: string;
}

export async function makeTicketKeys(): Promise<TicketKeys> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: MODULUS_BITS });
  return {
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })),
  };
}

/** The public key as the respondent's device takes it. */
export function publishedKey(pem: string): { kty: 'RSA'; n: string; e: string } {
  const { n, e } = createPublicKey(pem).export({ format: 'jwk' });
  return { kty: 'RSA', n: n!, e: e! };
}

/** Signs what it cannot read; undefined for what is no number below the modulus. */
export function signBlinded(pem: string, blinded: string): string | undefined {
  const key = createPrivateKey(pem);
  try {
    const bytes = Buffer.from(blinded, 'base64url');
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes).toString('base64url');
  } catch {
    return undefined;
  }
}

/** Whether the key has signed this id, blindly. */
export function isTicket(publicKey: KeyObject, id: string, signature: string): boolean {
  const options = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES };
  return verify('sha384', Buffer.from(id), options, Buffer.from(signature, 'base64url'));
}
