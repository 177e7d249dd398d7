import { createHmac } from 'node:crypto';

/**
 * The id of the response of a case, by the key of its survey: a UUID that looks like any other. From the case one gets
 * to the response while there is the key, from the response never to the case.
 */
export function responseIdOf(key: Buffer, caseId: string): string {
  const hex = createHmac('sha256', key).update(caseId).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
