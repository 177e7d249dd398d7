import { createHmac } from 'node:crypto';

/**
 * The id of the response of a case, by the key of its survey: a UUID that looks like any other. From the case one gets
 * to the response while there is the key, from the response never to the case.
 */
export function responseIdOf(key: Buffer, caseId: string): string {
  const bytes = createHmac('sha256', key).update(caseId).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
