import { createHash, createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import type { OpenedInvitation } from '#contracts/responses';
import { isTicket } from './blind-ticket.rules.js';

const HASH_BYTES = 48;
const sha384 = (...parts: Buffer[]): Buffer => createHash('sha384').update(Buffer.concat(parts)).digest();
const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(512, '0'), 'hex');

/** MGF1 of RFC 8017. */
function mask(seed: Buffer, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, counter) =>
    sha384(seed, Buffer.from([0, 0, 0, counter])),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

/** EMSA-PSS-ENCODE of RFC 8017, for a modulus of 2048 bits. */
function encode(message: Buffer): Buffer {
  const salt = randomBytes(HASH_BYTES);
  const hash = sha384(Buffer.alloc(8), sha384(message), salt);
  const room = 256 - HASH_BYTES - 1;
  const block = Buffer.concat([Buffer.alloc(room - HASH_BYTES - 1), Buffer.from([1]), salt]);
  const masked = mask(hash, room).map((byte, at) => byte ^ block[at]!);
  masked[0]! &= 0x7f;
  return Buffer.concat([masked, hash, Buffer.from([0xbc])]);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value, modulus, 1n, 0n];
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}

/** What the device of a respondent does: RFC 9474, Blind and Finalize, with the id of the response as the message. */
export function blindTicket({ key }: Pick<OpenedInvitation, 'key'>, id: string = randomUUID()) {
  const modulus = numberOf(Buffer.from(key.n, 'base64url'));
  const factor = numberOf(randomBytes(255));
  const hidden = power(factor, numberOf(Buffer.from(key.e, 'base64url')), modulus);
  const blinded = (numberOf(encode(Buffer.from(id))) * hidden) % modulus;
  return {
    id,
    blinded: bytesOf(blinded).toString('base64url'),
    /** Makes the ticket of the blind signature. @throws Error when it was not signed by the key. */
    ticketOf(blindSignature: string): string {
      const signed = numberOf(Buffer.from(blindSignature, 'base64url'));
      const ticket = bytesOf((signed * inverse(factor, modulus)) % modulus).toString('base64url');
      if (!isTicket(createPublicKey({ key, format: 'jwk' }), id, ticket))
        throw new Error('The signature is not by the key that was shown');
      return ticket;
    },
  };
}
