import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Account, NewAccount } from '#contracts/accounts';
import { reviewerRecorded } from '#contracts/review';
import { eventually } from '#testing/eventually';
import { startTestWorker } from '#testing/test-worker';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { registry } from '../registry.service-definition.js';
import { grantOf } from './registry.fixture.js';

const accounts = '/v1/registry/accounts';
let service: TestService;
let administrator: TestClient;

beforeAll(async () => {
  service = await startTestService(registry);
  administrator = service.as('administrator');
});
afterAll(() => service?.close());

async function opened(username: string, grants: NewAccount['grants']): Promise<Account> {
  const { status, body } = await administrator.post(accounts, { username, personId: null, grants });
  expect(status).toBe(201);
  return body;
}
const told = (account: Account, count: number) =>
  eventually(() => {
    const events = service.sent(reviewerRecorded).filter(({ subject }) => subject === account.id);
    expect(events).toHaveLength(count);
    return events.map(({ data, sequence }) => [sequence, data.spans]);
  });

it('who reviews where is told whenever it changes, all of it each time', async () => {
  const span = { areaId: null, from: '2020-01-01', to: null };
  const account = await opened('an.duyet', [grantOf('reviewer'), grantOf('approver')]);
  const later = grantOf('reviewer', { from: '2030-01-01', to: '2030-02-01' });
  const granted = await administrator.post(`${accounts}/${account.id}/grants`, later, ifMatch(account));
  const disabled = await administrator.post(
    `${accounts}/${account.id}/disable`,
    undefined,
    ifMatch(granted.body),
  );
  const enabled = await administrator.post(
    `${accounts}/${account.id}/enable`,
    undefined,
    ifMatch(disabled.body),
  );
  const substitution = (enabled.body as Account).grants.find(({ from }) => from === '2030-01-01')!;
  const ended = await administrator.delete(
    `${accounts}/${account.id}/grants/${substitution.id}`,
    ifMatch(enabled.body),
  );
  expect(ended.status).toBe(200);
  const both = [span, { areaId: null, from: '2030-01-01', to: '2030-02-01' }];
  expect(await told(account, 5)).toEqual([
    [1, [span]],
    [2, both],
    [3, []],
    [4, both],
    [5, [span]],
  ]);
});

it('nothing is told of accounts that never reviewed', async () => {
  const editor = await opened('binh.soan', [grantOf('editor')]);
  const { status } = await administrator.post(
    `${accounts}/${editor.id}/grants`,
    grantOf('approver'),
    ifMatch(editor),
  );
  expect(status).toBe(201);
  await opened('chi.duyet', [grantOf('reviewer')]);
  await eventually(() => expect(service.sent(reviewerRecorded).length).toBeGreaterThan(5));
  expect(service.sent(reviewerRecorded).filter(({ subject }) => subject === editor.id)).toEqual([]);
});

it('every night all of it is said again, as it stands', async () => {
  const reviewer = await opened('dung.duyet', [grantOf('reviewer')]);
  const gone = await opened('em.duyet', [grantOf('reviewer')]);
  const { status } = await administrator.post(`${accounts}/${gone.id}/disable`, undefined, ifMatch(gone));
  expect(status).toBe(200);
  const span = { areaId: null, from: '2020-01-01', to: null };
  expect(await told(reviewer, 1)).toEqual([[1, [span]]]);
  await told(gone, 2);
  const worker = await startTestWorker(registry, service);
  try {
    await service.database.query(
      `INSERT INTO registry.job (id, queue, data, requested_by)
       VALUES (gen_random_uuid(), 'registry.reviewers-repeat', '{}', 'test') RETURNING pg_notify('job_registry', '')`,
    );
    expect(await told(reviewer, 2)).toEqual([
      [1, [span]],
      [1, [span]],
    ]);
    expect(await told(gone, 3)).toEqual([
      [1, [span]],
      [2, []],
      [2, []],
    ]);
  } finally {
    await worker.stop();
  }
});
