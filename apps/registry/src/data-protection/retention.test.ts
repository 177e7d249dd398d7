import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personErased, type RetentionDue } from '#contracts/data-protection';
import type { Person } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { Office, people } from '../people/office.fixture.js';
import { finished, startWorker } from './registry-worker.fixture.js';

const rules = '/v1/registry/retention-rules';
const due = '/v1/registry/retention-due';
const reached = { workPhone: '0205 3812 345', email: null, officeAddress: null };

let office: Office;
let worker: Awaited<ReturnType<typeof startWorker>>;
beforeAll(async () => {
  office = await Office.open();
  worker = await startWorker(office.service);
});
afterAll(async () => {
  await worker?.stop();
  await office?.service.close();
});

async function reachable(fullName: string, days: { from: string; to: string | null }[]): Promise<Person> {
  const person = await office.person(fullName);
  for (const { from, to } of days) await office.appointed(person, { from, to });
  await office.registrar.put(`${people}/${person.id}/contact`, reached, ifMatch(0));
  return person;
}
const listed = async (): Promise<RetentionDue[]> => (await office.registrar.get(due)).body.items;
const phoneOf = async ({ id }: Person) =>
  (await office.registrar.get(`${people}/${id}/contact`)).body.workPhone;
const applied = async () => {
  const { status, body } = await office.registrar.post('/v1/registry/retention-runs');
  expect(status).toBe(202);
  return finished(office.registrar, body.jobId);
};

describe('a retention rule', () => {
  const rule = {
    category: 'contact',
    from: '2150-01-01',
    atLeastMonths: 0,
    atMostMonths: 6,
    legalBasis: 'Quy chế của Ban',
  };
  const add = (changes: object = {}) => office.registrar.post(rules, { ...rule, ...changes });

  it('is there for contact data and for identities, with where it comes from', async () => {
    const { body } = await office.registrar.get(rules);
    expect(body.items).toMatchObject([
      {
        category: 'contact',
        from: '2026-01-01',
        atMostMonths: 24,
        legalBasis: expect.stringContaining('Luật 91'),
      },
      { category: 'identity', from: '2026-01-01', atLeastMonths: 60, atMostMonths: 120 },
    ]);
  });

  it('is set for days to come, once a day, and never rewritten', async () => {
    expect(await add()).toMatchObject({ status: 201, body: rule });
    expect((await add({ atMostMonths: 7 })).status).toBe(409);
    expect(await add({ from: '2026-01-02' })).toMatchObject({
      status: 422,
      body: { code: 'retention.in-the-past' },
    });
    expect((await add({ from: '2151-01-01', atLeastMonths: 7 })).status).toBe(400);
    expect((await office.registrar.get(rules)).body.items).toContainEqual(rule);
  });

  it('is set by registrars and administrators only', async () => {
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator'] as const) {
      expect((await office.service.as(role).post(rules, rule)).status, role).toBe(403);
      expect((await office.service.as(role).get(due)).status, role).toBe(403);
      expect((await office.service.as(role).post('/v1/registry/retention-runs')).status, role).toBe(403);
    }
  });
});

describe('what is past its retention', () => {
  it('is listed before, then removed; what is not past it stays', async () => {
    const gone = await reachable('Hoàng Thị Hòa', [{ from: '2020-01-01', to: '2021-01-01' }]);
    const back = await reachable('Nông Văn Bình', [
      { from: '2020-01-01', to: '2021-01-01' },
      { from: '2026-01-01', to: null },
    ]);
    const recent = await reachable('Lý An', [{ from: '2020-01-01', to: '2190-01-01' }]);
    const never = await reachable('Vi Văn Cường', []);
    const endedOn = '2021-01-01';
    expect(await listed()).toEqual([
      { personId: gone.id, category: 'contact', endedOn, dueOn: '2023-01-01' },
    ]);
    expect(await applied()).toMatchObject({ state: 'completed', result: { contact: 1, identity: 0 } });
    expect(await phoneOf(gone)).toBeNull();
    for (const person of [back, recent, never]) expect(await phoneOf(person)).toBe(reached.workPhone);
    expect(await listed()).toEqual([]);
    expect(await applied()).toMatchObject({ result: { contact: 0, identity: 0 } });
    const stored = `SELECT FROM registry.idempotency WHERE response::text ~ $1`;
    expect(await office.service.database.query(stored, [gone.id])).toEqual([]);
  });

  it('can be the person, who is then erased with everything else', async () => {
    const person = await reachable('Chu Thị Dung', [{ from: '2020-01-01', to: '2021-01-01' }]);
    await office.service.database.query(
      `INSERT INTO registry.retention_rule VALUES ('identity', '2026-01-02', 12, 24, 'Quy chế của Ban')`,
    );
    expect((await listed()).filter(({ personId }) => personId === person.id)).toHaveLength(2);
    expect((await applied()).state).toBe('completed');
    expect((await office.registrar.get(`${people}/${person.id}`)).body).toMatchObject({
      fullName: 'Cựu cộng tác viên',
      erasedOn: expect.any(String),
    });
    await eventually(() =>
      expect(office.service.sent(personErased).map(({ subject }) => subject)).toContain(person.id),
    );
    const by = await office.service.database.query(
      `SELECT actor ~ '^job:' AS job FROM registry.audit_entry WHERE action = 'person.erase' AND entity = 'person:' || $1`,
      [person.id],
    );
    expect(by).toEqual([{ job: true }]);
    expect(await listed()).toEqual([]);
  });
});
