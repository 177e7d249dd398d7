import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personMerged } from '#contracts/people';
import { casesAssigned, fieldworkCounted } from '#contracts/survey-events';
import { eventually } from '#testing/eventually';
import { ifMatch, startTestService, type TestService } from '#testing/test-service';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';
import { certificateOf, course, Field } from './interviewers.fixture.js';

let service: TestService;
let plan: Fielded;
let field: Field;
let ids: string[];
const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Ho_Chi_Minh' }).format();
const [yesterday] = new Date(Date.parse(today) - 86_400_000).toISOString().split('T') as [string];

beforeAll(async () => {
  service = await startTestService(survey);
  plan = await fielded(service, { units: 30 });
  field = await Field.staffed(service, plan.id, 60);
  ids = (await field.cases()).map(({ id }) => id);
});
afterAll(() => service?.close());

/** A case that nobody has been given. */
const free = (): string => ids.pop()!;
const told = (personId: string) =>
  service
    .sent(fieldworkCounted)
    .filter(({ data }) => data.personId === personId)
    .map(({ data: { assigned, completed } }) => [assigned, completed]);

const noticed = (personId: string) =>
  service
    .sent(casesAssigned)
    .filter(({ data }) => data.personId === personId)
    .map(({ data: { given, taken } }) => [given, taken]);

describe('the rules for interviewers', () => {
  it('name no course until somebody says, and change only as they were read', async () => {
    const other = new Field(service, (await fielded(service)).id);
    const rules = `${other.at}/field-rules`;
    expect((await other.editor.get(rules)).body).toEqual({
      planId: other.planId,
      courseCodes: [],
      caseload: 48,
      version: 0,
    });
    const text = { courseCodes: [course], caseload: 20 };
    expect((await other.editor.put(rules, text, ifMatch(1))).status).toBe(412);
    expect((await other.editor.put(rules, text, ifMatch(0))).body.version).toBe(1);
    expect((await service.as('approver').get(rules)).body).toMatchObject(text);
    expect((await service.as('approver').put(rules, text, ifMatch(1))).status).toBe(403);
    expect((await service.as([]).get(rules)).status).toBe(403);
  });
});

describe('cases are given', () => {
  it('to who holds a certificate on the day, and to nobody else', async () => {
    const someone = randomUUID();
    const refused = async (why: RegExp) => {
      const { status, body } = await field.assign(someone, [ids[0]!]);
      expect([status, body.code]).toEqual([409, 'interviewer.not-certified']);
      expect(body.detail).toMatch(why);
    };
    await refused(/no certificate of PV-CO-BAN$/);
    await service.publish(certificateOf(someone, { courseCode: 'KHAC' }));
    await refused(/no certificate/);
    const certificate = { id: randomUUID(), version: 1, validTo: yesterday };
    await service.publish(certificateOf(someone, certificate));
    await refused(new RegExp(`expired, valid to ${yesterday}$`));
    await service.publish(
      certificateOf(someone, { ...certificate, version: 2, validFrom: '2199-01-01', validTo: null }),
    );
    await refused(/not-yet-valid/);
    await service.publish(
      certificateOf(someone, { ...certificate, version: 3, state: 'revoked', validTo: null }),
    );
    await refused(/revoked/);
    // What was told before comes late: it changes nothing.
    await service.publish(certificateOf(someone, { ...certificate, version: 1, validTo: null }));
    await refused(/revoked/);
    await service.publish(certificateOf(someone, { ...certificate, version: 4, validTo: today }));
    const given = await field.assign(someone, [free()]);
    expect([given.status, given.body]).toEqual([201, { assigned: 1, reassigned: 0 }]);
  });

  it('by an exception that an approver makes for a reason, which is recorded', async () => {
    const someone = randomUUID();
    const exception = { personId: someone, from: yesterday, to: today, reason: 'Giấy chứng nhận đang in' };
    const except = (client = service.as('approver'), more = {}) =>
      client.post(`${field.at}/certificate-exceptions`, { ...exception, ...more });
    expect((await except(field.editor)).status).toBe(403);
    expect((await except(undefined, { from: '2199-01-01' })).status).toBe(400);
    const named = await except(undefined, { reason: 'Theo đề nghị của ông Nguyễn Văn Bình' });
    expect(named.body.code).toBe('certificate-exception.personal-data');
    expect((await field.assign(someone, [ids[0]!])).status).toBe(409);
    const made = await except();
    expect([made.status, made.body]).toEqual([201, { id: made.body.id, planId: plan.id, ...exception }]);
    expect((await field.assign(someone, [free()])).status).toBe(201);
    const [entry] = await service.database.query(`SELECT details FROM survey.audit_entry WHERE entity = $1`, [
      `certificate-exception:${made.body.id}`,
    ]);
    expect(entry).toEqual({ details: { planId: plan.id, personId: someone, from: yesterday, to: today } });
    const [seen] = (await field.interviewers()).filter(({ personId }) => personId === someone);
    expect(seen).toMatchObject({ certification: 'none', exception: exception.reason, mayInterview: true });
  });

  it('all or none, once each, and no more than one may have', async () => {
    const one = await field.interviewer([free(), free()]);
    const [case1, case2] = (await field.assignments(one.client)).map(({ caseId }) => caseId);
    const other = await field.interviewer();
    const taken = await field.assign(other.personId, [ids[0]!, case1!]);
    expect([taken.body.code, taken.body.errors[0].path]).toEqual(['assignment.taken', 'caseIds.1']);
    const unknown = await field.assign(other.personId, [ids[0]!, randomUUID()]);
    expect([unknown.body.code, unknown.body.errors[0].path]).toEqual(['assignment.no-case', 'caseIds.1']);
    expect((await field.assign(other.personId, [case1!, case1!])).status).toBe(400);
    expect((await field.assignments(other.client)).length).toBe(0);
    const many = await field.assign(other.personId, ids.slice(0, 49));
    expect([many.body.code, many.body.detail]).toEqual([
      'assignment.workload',
      '0 cases already, 49 more, 48 at most',
    ]);
    // What they have already counts once.
    expect((await field.assign(one.personId, [case1!, case2!])).body).toEqual({ assigned: 0, reassigned: 0 });
    const moved = await field.assign(other.personId, [case1!, free()], { reassign: true });
    expect(moved.body).toEqual({ assigned: 2, reassigned: 1 });
    const had = (await field.assignments(one.client)).find(({ caseId }) => caseId === case1);
    expect(had).toMatchObject({ endedOn: today, ending: 'reassigned', version: 2 });
    await eventually(() => {
      expect(told(one.personId)).toEqual([
        [2, 0],
        [2, 0],
        [1, 0],
      ]);
      expect(told(other.personId)).toEqual([[2, 0]]);
      // Who is given what they have already hears nothing.
      expect(noticed(one.personId)).toEqual([
        [2, 0],
        [0, 1],
      ]);
      expect(noticed(other.personId)).toEqual([[2, 0]]);
    });
  });

  it('one after the other, where two are given the last that somebody may have', async () => {
    const { personId } = await field.interviewer();
    const rules = `${field.at}/field-rules`;
    const { body } = await field.editor.get(rules);
    await field.editor.put(rules, { courseCodes: [course], caseload: 1 }, ifMatch(body.version));
    const both = await Promise.all([free(), free()].map((id) => field.assign(personId, [id])));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    await field.editor.put(rules, { courseCodes: [course], caseload: 48 }, ifMatch(body.version + 1));
  });

  it('and taken back, once', async () => {
    const { personId, client } = await field.interviewer([free()]);
    const [given] = await field.assignments(client);
    const withdraw = (by: typeof client, of = given!) =>
      by.post(`/v1/survey/case-assignments/${of.id}/withdraw`, { ending: 'unavailable' }, ifMatch(of));
    expect((await withdraw(client)).status).toBe(403);
    const ended = await withdraw(field.editor);
    expect(ended.body).toMatchObject({ endedOn: today, ending: 'unavailable', version: 2 });
    expect((await withdraw(field.editor)).status).toBe(412);
    expect((await withdraw(field.editor, ended.body)).body.code).toBe('assignment.ended');
    expect((await withdraw(field.editor, { ...given!, id: randomUUID() })).status).toBe(404);
    expect(await field.cases(client)).toEqual([]);
    await eventually(() => expect(told(personId).at(-1)).toEqual([0, 0]));
  });
});

describe('an interviewer', () => {
  it('sees and tries the own cases only', async () => {
    const [own, others] = [free(), free()];
    const { client, personId } = await field.interviewer([own]);
    await field.interviewer([others]);
    expect((await field.cases(client)).map(({ id }) => id)).toEqual([own]);
    const [one] = await field.cases(client);
    const tried = { heldOn: yesterday, partOfDay: 'morning', mode: 'visit', outcome: 'non-contact' };
    const attempt = (id: string, version: number, more = {}) =>
      client.post(`/v1/survey/field-cases/${id}/attempts`, { ...tried, ...more }, ifMatch(version));
    expect((await client.get(`/v1/survey/field-cases/${others}`)).status).toBe(404);
    expect((await attempt(others, 1)).status).toBe(404);
    expect((await attempt(own, one!.version)).body.disposition).toBe('non-contact');
    expect((await client.get(`/v1/survey/field-cases/${own}`)).body.attempts.length).toBe(1);
    expect((await field.interviewers(client)).map((seen) => seen.personId)).toEqual([personId]);
    expect((await field.assignments(client)).map((seen) => seen.personId)).toEqual([personId]);
  });

  it('whose certificate ends in the field interviews no more, and everyone in charge sees why', async () => {
    const [own, second, next] = [free(), free(), free()];
    const { client, personId } = await field.interviewer([own, second]);
    const standing = async () => (await field.interviewers()).find((seen) => seen.personId === personId);
    expect(await standing()).toMatchObject({ certification: 'valid', mayInterview: true, cases: 2 });
    const [{ id }] = (await service.database.query<{ id: string }>(
      'SELECT id FROM survey.interviewer_certificate WHERE person_id = $1',
      [personId],
    )) as [{ id: string }];
    await service.publish(certificateOf(personId, { id, version: 2, state: 'revoked' }));
    expect(await standing()).toMatchObject({ certification: 'revoked', mayInterview: false });
    expect((await field.assign(personId, [next])).body.code).toBe('interviewer.not-certified');
    const attempt = (id: string, heldOn: string, outcome: string) =>
      client.post(
        `/v1/survey/field-cases/${id}/attempts`,
        { heldOn, partOfDay: 'morning', mode: 'visit', outcome },
        ifMatch(1),
      );
    const refused = await attempt(own, today, 'complete');
    expect([refused.status, refused.body.code]).toEqual([409, 'interviewer.not-certified']);
    // What took place before, and what is no interview, is still told.
    expect((await attempt(second, today, 'non-contact')).status).toBe(201);
    const done = await attempt(own, yesterday, 'complete');
    expect(done.body).toMatchObject({ disposition: 'complete', settled: true });
    expect(await standing()).toMatchObject({ settled: 1, counts: { I: 1 } });
    await eventually(() => expect(told(personId).at(-1)).toEqual([2, 1]));
  });

  it('who turns out to be somebody known has all cases under one record', async () => {
    const [one, other] = [await field.interviewer([free()]), await field.interviewer([free(), free()])];
    await service.publish(
      personMerged.of(one.personId, 2, { id: one.personId, duplicateId: other.personId }),
    );
    expect((await field.cases(one.client)).length).toBe(3);
    expect((await field.interviewers()).map(({ personId }) => personId)).not.toContain(other.personId);
    await eventually(() => expect(told(one.personId).at(-1)).toEqual([3, 0]));
  });
});

it('records who was shown others, and not who sees oneself', async () => {
  const { client } = await field.interviewer([free()]);
  const lists = async () =>
    (
      await service.database.query<{ count: number }>(
        `SELECT count(*)::int FROM survey.audit_entry WHERE action IN ('field-interviewer.list', 'case-assignment.list')`,
      )
    )[0]!.count;
  const before = await lists();
  await field.interviewers(client);
  await field.assignments(client);
  expect(await lists()).toBe(before);
  await field.interviewers();
  await field.assignments();
  expect(await lists()).toBe(before + 2);
});

it('nothing is given any more when fieldwork is closed', async () => {
  const { personId } = await field.interviewer();
  const id = free();
  await plan.close();
  expect((await field.assign(personId, [id])).body.code).toBe('field-case.closed');
});
