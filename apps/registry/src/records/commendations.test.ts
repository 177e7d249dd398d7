import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#contracts/people';
import type { Commendation, NewCommendation } from '#contracts/person-records';
import { idempotencyKey } from '#testing/test-service';
import { Office, people } from '../people/office.fixture.js';

let office: Office;
let hoa: Person;
beforeAll(async () => {
  office = await Office.open();
  hoa = await office.person('Hoàng Thị Hòa');
  await office.appointed(hoa);
});
afterAll(() => office?.service.close());

const praise: NewCommendation = {
  title: 'Bằng khen về công tác nắm bắt dư luận xã hội',
  awardedBy: 'Tỉnh ủy Lạng Sơn',
  decisionNumber: '210-QĐ/TU',
  decisionDate: '2026-02-03',
  decisionIssuer: 'Ban Thường vụ Tỉnh ủy',
  correctsId: null,
};
const award = (person: { id: string }, changes: Partial<NewCommendation> = {}, headers = {}) =>
  office.registrar.post(`${people}/${person.id}/commendations`, { ...praise, ...changes }, headers);

describe('a commendation', () => {
  it('is recorded by a decision, and stands in the record for the person to see', async () => {
    const { status, body } = await award(hoa);
    expect({ status, body }).toEqual({
      status: 201,
      body: { id: expect.any(String), personId: hoa.id, ...praise, correctedById: null },
    });
    const own = await office.service.as('collaborator', { personId: hoa.id }).get('/v1/registry/me/record');
    expect(own.body.commendations).toEqual([body]);
  });

  it('is corrected by another decision; both stay on record', async () => {
    const binh = await office.person('Nông Văn Bình');
    const wrong: Commendation = (await award(binh)).body;
    const right = await award(binh, { title: 'Giấy khen', decisionDate: '2026-03-01', correctsId: wrong.id });
    expect(right.status).toBe(201);
    const { body } = await office.registrar.get(`${people}/${binh.id}/record`);
    expect(body.commendations).toEqual([{ ...wrong, correctedById: right.body.id }, right.body]);
    expect(await award(binh, { correctsId: wrong.id })).toMatchObject({
      status: 409,
      body: { code: 'commendation.already-corrected' },
    });
  });

  it('corrects only what there is, of the same person', async () => {
    const { body } = await award(hoa, { title: 'Kỷ niệm chương' });
    const other = await office.person('Lý An');
    for (const correctsId of [body.id, randomUUID()]) {
      expect(await award(other, { correctsId })).toMatchObject({
        status: 422,
        body: { code: 'commendation.unknown', errors: [{ path: 'correctsId' }] },
      });
    }
    expect((await award({ id: randomUUID() })).status).toBe(404);
  });

  it('is recorded once when it is asked for twice under one key', async () => {
    const person = await office.person('Chu Thị Dung');
    const key = idempotencyKey('commend-chu-thi-dung');
    const [one, again] = [await award(person, {}, key), await award(person, {}, key)];
    expect(again.body).toEqual(one.body);
    expect((await office.registrar.get(`${people}/${person.id}/record`)).body.commendations).toHaveLength(1);
  });

  it('is recorded by registrars and administrators only', async () => {
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator', 'recipient'] as const) {
      const client = office.service.as(role, { personId: hoa.id });
      expect((await client.post(`${people}/${hoa.id}/commendations`, praise)).status, role).toBe(403);
    }
  });
});
