import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvitedResponse, OpenedInvitation } from '#contracts/responses';
import { startTestService, type TestService } from '#testing/test-service';
import { blindTicket } from '../invitations/respondent.fixture.js';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';

const at = '/v1/survey';
let service: TestService;
let plan: Fielded;
let tokens: string[];

const anyone = () => service.anonymous;
const draw = (id: string, cell: number) =>
  service.as('editor').post(`${at}/plans/${id}/invitations`, { cell });
const opened = async (token: string): Promise<OpenedInvitation> =>
  (await anyone().post(`${at}/invitations/open`, { token })).body;
const exchange = (token: string, blinded: string) =>
  anyone().post(`${at}/invitations/exchange`, { token, blinded });
const send = (response: Partial<InvitedResponse>) => anyone().post(`${at}/responses/invited`, response);

/** What somebody sends who exchanged an invitation. */
async function responseBy(token: string, more: Partial<InvitedResponse> = {}): Promise<InvitedResponse> {
  const invitation = await opened(token);
  const { id, blinded, ticketOf } = blindTicket(invitation);
  const { body } = await exchange(token, blinded);
  return {
    id,
    planId: invitation.planId,
    cell: invitation.cell,
    questionnaireId: invitation.questionnaireId,
    signature: ticketOf(body.signature),
    answers: { times: 2 },
    complete: true,
    ...more,
  };
}
const stored = (id: string) => service.database.query('SELECT * FROM vault.response WHERE id = $1', [id]);

beforeAll(async () => {
  service = await startTestService(survey);
  plan = await fielded(service, { units: 12 });
  tokens = (await draw(plan.id, 1)).body.tokens;
});
afterAll(() => service?.close());

describe('invitations', () => {
  it('are drawn for every unit of a cell; only their hashes are kept', async () => {
    expect(new Set(tokens).size).toBe(12);
    const kept = await service.database.query<{ row: string }>(
      'SELECT invitation::text AS row FROM survey.invitation',
    );
    for (const token of tokens) expect(JSON.stringify(kept)).not.toContain(token);
    const [entry] = await service.database.query(
      `SELECT details FROM survey.audit_entry WHERE action = 'invitation.draw'`,
    );
    expect(entry).toEqual({ details: { cell: 1, count: 12 } });
  });

  it('show the questionnaire, and whether they were exchanged', async () => {
    const [token] = tokens as [string];
    const invitation = await opened(token);
    expect(invitation).toMatchObject({ planId: plan.id, cell: 1, exchanged: false });
    expect(invitation.form.items[0]!.name).toBe('times');
    expect(Object.keys(invitation)).not.toContain('privateKey');
  });

  it('are exchanged once; the same question has the same answer, also when the first was lost', async () => {
    const token = tokens[1]!;
    const invitation = await opened(token);
    const { blinded } = blindTicket(invitation);
    const first = await exchange(token, blinded);
    expect(first.status).toBe(200);
    expect((await exchange(token, blinded)).body).toEqual(first.body);
    const again = await exchange(token, blindTicket(invitation).blinded);
    expect([again.status, again.body.code]).toEqual([409, 'invitation.exchanged']);
    expect((await opened(token)).exchanged).toBe(true);
  });

  it('are refused with what is no number, an unknown token, or before and after fieldwork', async () => {
    const high = Buffer.alloc(256, 0xff).toString('base64url');
    expect((await exchange(tokens[2]!, high)).body.code).toBe('invitation.not-a-number');
    const unknown = await exchange('x'.repeat(32), high);
    expect([unknown.status, unknown.body.code]).toEqual([401, 'auth.invalid']);
    expect((await draw(randomUUID(), 1)).status).toBe(404);
    const other = await fielded(service);
    const { body } = await draw(other.id, 2);
    await other.close();
    expect((await draw(other.id, 2)).body.code).toBe('response.not-taken');
    expect((await exchange(body.tokens[0], high)).status).toBe(401);
  });

  it('are drawn anew only while none was exchanged', async () => {
    const other = await fielded(service);
    const lost = await draw(other.id, 1);
    const { body } = await draw(other.id, 1);
    expect((await anyone().post(`${at}/invitations/open`, { token: lost.body.tokens[0] })).status).toBe(401);
    await responseBy(body.tokens[0]);
    expect((await draw(other.id, 1)).body.code).toBe('invitation.in-use');
    expect((await draw(other.id, 9)).body.code).toBe('invitation.unsuitable-cell');
  });
});

describe('a response by invitation', () => {
  it('is kept with its cell and version, and nothing of who or when', async () => {
    const response = await responseBy(tokens[3]!, { minutes: 7 });
    const answer = await send(response);
    expect(answer).toMatchObject({ status: 200, body: { id: response.id, complete: true, dropped: [] } });
    expect(await stored(response.id)).toEqual([
      {
        id: response.id,
        plan_id: plan.id,
        questionnaire_id: plan.questionnaireId,
        cell: 1,
        mode: 'self',
        complete: true,
        minutes: 7,
        answers: { times: 2 },
      },
    ]);
  });

  it('can be sent again; what differs is refused', async () => {
    const response = await responseBy(tokens[4]!);
    await send(response);
    expect((await send(response)).status).toBe(200);
    const other = await send({ ...response, answers: { times: 3 } });
    expect([other.status, other.body.code]).toEqual([409, 'response.differs']);
    expect(await stored(response.id)).toMatchObject([{ answers: { times: 2 } }]);
  });

  it('can be saved in parts until it is complete', async () => {
    const response = await responseBy(tokens[5]!, { answers: {}, complete: false });
    expect((await send(response)).body.complete).toBe(false);
    expect((await send({ ...response, complete: true })).body.errors[0].path).toBe('answers.times');
    expect((await send({ ...response, complete: true, answers: { times: 1 } })).status).toBe(200);
    expect((await send(response)).body.code).toBe('response.differs');
    expect(await stored(response.id)).toMatchObject([{ complete: true, answers: { times: 1 } }]);
  });

  it('is checked by the frozen version, and for words that lead to a person', async () => {
    const response = await responseBy(tokens[6]!);
    const refused = async (answers: object) =>
      (await send({ ...response, answers } as InvitedResponse)).body.errors.map(
        ({ path }: { path: string }) => path,
      );
    expect(await refused({ times: -1 })).toEqual(['answers.times']);
    expect(await refused({ times: 1, other: 1 })).toEqual(['answers.other']);
    expect(await refused({ times: 5, why: 'Gọi 0912 345 678' })).toEqual(['answers.why']);
    expect(await refused({ times: 1, visits: [{ note: 'x' }, { note: 'an@example.org' }] })).toEqual([
      'answers.visits.1.note',
    ]);
    const elsewhere = await send({ ...response, questionnaireId: randomUUID() });
    expect(elsewhere.body.code).toBe('response.refused');
    const dropped = await send({ ...response, answers: { times: 1, why: 'Gọi 0912 345 678' } });
    expect(dropped).toMatchObject({ status: 200, body: { dropped: ['why'] } });
    expect(JSON.stringify(await stored(response.id))).not.toContain('0912');
  });

  it('needs the ticket of its id, plan and cell', async () => {
    const response = await responseBy(tokens[7]!);
    await draw(plan.id, 2);
    const other = await fielded(service);
    await draw(other.id, 1);
    for (const wrong of [
      { id: randomUUID() },
      { cell: 2 },
      { cell: 3 },
      { planId: other.id },
      { planId: randomUUID() },
      { signature: 'A'.repeat(342) },
    ]) {
      const { status, body } = await send({ ...response, ...wrong });
      expect([status, body.code], JSON.stringify(wrong)).toEqual([401, 'auth.invalid']);
    }
    expect(await stored(response.id)).toEqual([]);
  });

  it('leaves no event, job, audit entry or answer under a key', async () => {
    const count = async () =>
      service.database.query(`SELECT (SELECT count(*) FROM survey.outbox) + (SELECT count(*) FROM survey.job)
        + (SELECT count(*) FROM survey.audit_entry) + (SELECT count(*) FROM survey.idempotency) AS count`);
    const before = await count();
    const response = await responseBy(tokens[8]!);
    await anyone().post(`${at}/responses/invited`, response, { 'idempotency-key': 'a-key-of-mine' });
    expect(await stored(response.id)).toHaveLength(1);
    expect(await count()).toEqual(before);
  });
});

describe('closing', () => {
  it('takes nothing more, destroys the link, and records that', async () => {
    const other = await fielded(service, { units: 6 });
    const { body } = await draw(other.id, 1);
    const [first, second] = [await responseBy(body.tokens[0]), await responseBy(body.tokens[1])];
    await send(first);
    await other.close();
    const late = await send(second);
    expect([late.status, late.body.code]).toEqual([409, 'response.not-taken']);
    for (const table of ['invitation', 'invitation_part', 'ticket_key'])
      expect(
        await service.database.query(`SELECT FROM survey.${table} WHERE plan_id = $1`, [other.id]),
      ).toEqual([]);
    expect(await stored(first.id)).toHaveLength(1);
    const [entry] = await service.database.query(
      `SELECT details FROM survey.audit_entry WHERE action = 'survey-plan.destroy-link' AND entity = $1`,
      [`survey-plan:${other.id}`],
    );
    expect(entry).toEqual({ details: { invitations: 6, cases: 0, responses: 1 } });
  });
});
