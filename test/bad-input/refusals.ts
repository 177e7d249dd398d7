import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { Role } from '#contracts/permissions';
import type { Answer, TestClient } from '#testing/test-service';
import type { Operation } from '../authorization/operations.js';
import { addressOf, objectsOf } from '../authorization/requests.js';
import type { World } from '../authorization/world.js';

/** Somebody who may do everything everywhere, so that only the input is at fault. */
export function everyone({ services, cast }: World, { service, path }: Operation): TestClient {
  return services[service].as(Role.options, {
    // What an administrator may not do to the own account is another matter.
    accountId: path.includes('/accounts/') ? randomUUID() : cast.account,
    personId: cast.people.own,
    ranges: [[1, 100]],
    organisationId: cast.organisation,
    secondFactor: true,
  });
}

/** The address of an operation on something that exists and that the caller may reach. */
export function addressOfOwn(operation: Operation, { cast }: World): string {
  if (!operation.pathParameters.includes('id')) return addressOf(operation, cast);
  const { nonexistent: _, ...objects } = objectsOf(operation, cast);
  return addressOf(operation, cast, objects['own'] ?? Object.values(objects)[0]);
}

export function send(
  { method }: Pick<Operation, 'method'>,
  client: TestClient,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  if (method === 'GET') return client.get(address, headers);
  if (method === 'DELETE') return client.delete(address, headers);
  return method === 'PUT' ? client.put(address, body, headers) : client.post(address, body, headers);
}

/** What is wrong with a refusal: the status, its form, or that the document does not tell of it. */
export function defectsOf({ statuses }: Operation, answer: Answer, expected?: number[]): string[] {
  const { status, headers, body } = answer;
  if (status < 400 || status > 499) return [`answers ${status} ${body?.code ?? ''}`];
  const defects: string[] = [];
  if (expected && !expected.includes(status))
    defects.push(`answers ${status} ${body?.code}, not ${expected.join(' or ')}`);
  if (!statuses.includes(status)) defects.push(`answers ${status}, which the document does not say`);
  if (!isProblem(status, headers, body)) defects.push(`answers ${status} without a problem`);
  return defects;
}

/** Whether this is a problem as every error is one. */
export function isProblem(status: number, headers: Answer['headers'], body: unknown): boolean {
  return (
    String(headers['content-type']).startsWith('application/problem+json') &&
    typeof headers['x-request-id'] === 'string' &&
    expect
      .objectContaining({
        type: expect.stringMatching(/^urn:langnghe:problem:/),
        title: expect.any(String),
        status,
        code: expect.any(String),
        requestId: headers['x-request-id'],
      })
      .asymmetricMatch(body)
  );
}
