import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';

/**
 * The person that the caller is.
 * @throws Problem 404 for an account that stands for nobody on record.
 */
export function ownPersonId({ personId }: Caller): string {
  if (personId === null)
    throw Problem.of('resource.not-found', { detail: 'This account belongs to no person on record' });
  return personId;
}
