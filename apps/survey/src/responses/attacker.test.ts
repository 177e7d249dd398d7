import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '#testing/test-service';
import { Field } from '../assignments/interviewers.fixture.js';
import { responseIdOf } from '../interviews/response-link.rules.js';
import { blindTicket } from '../invitations/respondent.fixture.js';
import { type Fielded, fielded } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';
import { allText, matches, MOST_BY_CHANCE, seen, type SeenRow } from './attacker.fixture.js';

const at = '/v1/survey';
/** How many were invited and answered; `npm run test:attacker` plays a thousand. */
const answering = Number(process.env['LANGNGHE_TEST_INVITATIONS'] ?? 100);
/** More than stay together in one part. */
const units = answering + 150;

let service: TestService;
/** The log of the service at its most talkative, and of the server from then on. */
const log: string[] = [];
let serverLog: () => Promise<string>;
let plan: Fielded;
/** Which token belongs to which response: what the attacker wants to know. */
const truth = new Map<string, string>();
const tokens: string[] = [];

const hashOf = (token: string): string => `\\x${createHash('sha256').update(token).digest('hex')}`;

/** Answers one after the other, each at once after the exchange: the worst that people can do. */
async function answer(token: string, times: number): Promise<void> {
  const opened = (await service.anonymous.post(`${at}/invitations/open`, { token })).body;
  const { id, blinded, ticketOf } = blindTicket(opened);
  const { body } = await service.anonymous.post(`${at}/invitations/exchange`, { token, blinded });
  // What a store of spent tokens would be like.
  await service.database.query('INSERT INTO spent VALUES ($1)', [hashOf(token)]);
  const { planId, cell, questionnaireId } = opened;
  const ticket = { planId, cell, signature: ticketOf(body.signature) };
  const sent = await service.anonymous.post(`${at}/responses/invited`, {
    id,
    ...ticket,
    questionnaireId,
    answers: { times },
  });
  expect(sent.status).toBe(200);
  truth.set(hashOf(token), id);
}

const isPair = (asked: SeenRow, given: SeenRow): boolean =>
  truth.get(String(asked.row['token_hash'])) === given.row['id'];
const answersOf = () => seen(service.database, 'vault.response', `plan_id = '${plan.id}'`);

beforeAll(async () => {
  service = await startTestService(survey, { logLevel: 'debug', log });
  serverLog = await service.database.serverLog();
  plan = await fielded(service, { units });
  await service.database.query('CREATE TABLE spent (token_hash text)');
  const { body } = await service.as('editor').post(`${at}/plans/${plan.id}/invitations`, { cell: 1 });
  tokens.push(...(body.tokens as string[]).slice(0, answering));
  for (const [times, token] of tokens.entries()) await answer(token, times);
});
afterAll(() => service?.close());

describe('whoever reads every table as a superuser', () => {
  /** The invitations that were exchanged, as far as the tables tell. */
  async function exchanged(): Promise<SeenRow[]> {
    const parts = await seen(service.database, 'survey.invitation_part');
    const marks = new Map(
      parts.map(({ row, xid }) => [row['part'], { xid, bytes: String(row['exchanged']).slice(2) }]),
    );
    const invitations = await seen(service.database, 'survey.invitation');
    return invitations.flatMap((invitation) => {
      const { xid, bytes } = marks.get(invitation.row['part'])!;
      const slot = Number(invitation.row['slot']);
      const mark = bytes.slice(16 * slot, 16 * slot + 16);
      // The mark comes first, so that one can sort by it as well.
      const row = { mark, ...invitation.row };
      return /^0+$/.test(mark) ? [] : [{ ...invitation, row, xid }];
    });
  }

  it('learns who has answered, and no more: during fieldwork', async () => {
    const asked = await exchanged();
    expect(asked.length).toBe(answering);
    const answers = await answersOf();
    expect(answers.length).toBe(answering);
    expect(Math.max(...Object.values(matches(asked, answers, isPair)))).toBeLessThanOrEqual(MOST_BY_CHANCE);
  });

  it('would find all of them, were spent tokens kept one by one', async () => {
    const spent = await seen(service.database, 'spent');
    const found = matches(spent, await answersOf(), isPair);
    expect(found['asked by transaction, answers by transaction']).toBe(answering);
  });

  it('finds no id of a response outside of the vault, and no token or its hash in it', async () => {
    const outside = await allText(service.database, ['survey']);
    const inside = await allText(service.database, ['vault']);
    expect(outside).toContain(plan.id);
    for (const [hash, id] of truth) {
      expect(outside).not.toContain(id);
      expect(inside).not.toContain(hash.slice(2));
    }
  });

  it('finds neither invitations nor an order of answers after the close', async () => {
    await plan.close();
    expect(await seen(service.database, 'survey.invitation')).toEqual([]);
    expect(await seen(service.database, 'survey.invitation_part')).toEqual([]);
    const answers = await answersOf();
    expect(new Set(answers.map(({ xid }) => xid)).size).toBe(1);
    // Even with the spent tokens in their order.
    const spent = await seen(service.database, 'spent');
    expect(Math.max(...Object.values(matches(spent, answers, isPair)))).toBeLessThanOrEqual(MOST_BY_CHANCE);
    const files = await service.database.query<{ dead: number }>(
      `SELECT count(*)::int AS rows, pg_relation_size('vault.response') / 8192 AS pages FROM vault.response`,
    );
    expect(files).toEqual([
      { rows: answering, pages: expect.toSatisfy((pages) => Number(pages) <= answering / 25) },
    ]);
  });
});

/** A line of the log without what every line has. */
const saidIn = (line: string): Record<string, unknown> => {
  const { level: _, time: __, name: ___, ...said } = JSON.parse(line) as Record<string, unknown>;
  return said;
};

describe('whoever reads every log and every queue', () => {
  it('finds that somebody asked and somebody answered, and nothing of whom or what', async () => {
    const lines = log.map(saidIn);
    const routes = ['invitations/exchange', 'responses/invited'].map((route) => `/v1/survey/${route}`);
    const taken = lines.filter(({ route }) => routes.includes(String(route)));
    expect(taken.length).toBe(2 * answering);
    for (const said of taken)
      expect(Object.keys(said).sort()).toEqual(['method', 'ms', 'requestId', 'route', 'service', 'status']);
    // Made for the request, and found nowhere else.
    const tables = await allText(service.database, ['survey', 'vault']);
    for (const { requestId } of taken) expect(tables).not.toContain(requestId);
  });

  it('finds no token, no response and no answer in what was logged or sent', async () => {
    const written = [log.join(''), service.allSent(), await serverLog()];
    expect(written[0]).toContain('/v1/survey/responses/invited');
    expect(written[1]).toContain(plan.id);
    for (const text of written) {
      expect(text).not.toContain('"answers":');
      for (const [hash, id] of truth) {
        expect(text).not.toContain(id);
        expect(text).not.toContain(hash.slice(2));
      }
      for (const token of tokens) expect(text).not.toContain(token);
    }
  });
});

describe('whoever reads every table of interviewed cases as a superuser', () => {
  let interviewed: Fielded;
  /** Cases in the order of their interviews, and the response of each. */
  const responses = new Map<string, string>();
  let key: Buffer;

  const answersTo = () => seen(service.database, 'vault.response', `plan_id = '${interviewed.id}'`);
  const isPairOf = (asked: SeenRow, given: SeenRow): boolean =>
    responses.get(String(asked.row['case'])) === given.row['id'];
  /** The order of interviews, as the audit log of the case book has it for good. */
  const inAudit = async (): Promise<SeenRow[]> =>
    (
      await seen(
        service.database,
        'survey.audit_entry',
        `action = 'interview.take' AND entity = 'survey-plan:${interviewed.id}'`,
      )
    ).map((entry) => ({
      ...entry,
      row: { case: (entry.row['details'] as { caseIds: string[] }).caseIds[0] },
    }));

  beforeAll(async () => {
    interviewed = await fielded(service, { units });
    const field = await Field.staffed(service, interviewed.id, answering);
    const ids = (await field.cases()).map(({ id }) => id);
    const [found] = await service.database.query<{ key: Buffer }>(
      'SELECT key FROM survey.link_key WHERE plan_id = $1',
      [interviewed.id],
    );
    key = found!.key;
    for (let first = 0; first < ids.length; first += 40) {
      const those = ids.slice(first, first + 40);
      const { client } = await field.interviewer(those);
      for (const [at, caseId] of those.entries()) {
        const save = {
          caseId,
          questionnaireId: interviewed.questionnaireId,
          answers: { times: at },
          // One of all was broken off: the only one of its kind.
          complete: caseId !== ids[70],
          heldOn: '2026-04-02',
          partOfDay: 'evening',
          mode: 'visit',
        };
        const { body } = await client.post(`${field.at}/interviews`, { interviews: [save] });
        expect(body.results[0].result).toBe('stored');
        responses.set(caseId, responseIdOf(key, caseId));
      }
    }
  });

  it('gets from a case to its answers while the key is there, and not without it', async () => {
    const ids = new Set((await answersTo()).map(({ row }) => row['id']));
    expect([...responses.values()].every((id) => ids.has(id))).toBe(true);
    const inside = await allText(service.database, ['vault']);
    const outside = await allText(service.database, ['survey']);
    for (const [caseId, id] of responses) {
      expect(inside).not.toContain(caseId);
      expect(outside).not.toContain(id);
    }
    const found = matches(await inAudit(), await answersTo(), isPairOf);
    expect(found['asked by transaction, answers by transaction']).toBe(answering);
  });

  it('finds after the close no case, no key, and no order of answers', async () => {
    const other = await fielded(service);
    await interviewed.close();
    for (const table of ['field_case', 'case_assignment', 'contact_attempt'])
      expect(await seen(service.database, `survey.${table}`)).toEqual([]);
    const keys = await seen(service.database, 'survey.link_key');
    expect(keys.map(({ row }) => row['plan_id'])).toContain(other.id);
    expect(keys.map(({ row }) => row['plan_id'])).not.toContain(interviewed.id);
    const answers = await answersTo();
    expect(answers.length).toBe(answering);
    expect(new Set(answers.map(({ xid }) => xid)).size).toBe(1);
    // Even with the order of interviews, which the audit log keeps.
    const asked = await inAudit();
    expect(asked.length).toBe(answering);
    expect(Math.max(...Object.values(matches(asked, answers, isPairOf)))).toBeLessThanOrEqual(MOST_BY_CHANCE);
  });

  it('finds nowhere who the only one was that broke off, nor who interviewed whom', async () => {
    expect((await answersTo()).filter(({ row }) => !row['complete']).length).toBe(1);
    const outcomes = await service.database.query<{ partial: number }>(
      `SELECT sum(cases)::int AS partial FROM survey.field_outcome
        WHERE plan_id = $1 AND disposition = 'partial'`,
      [interviewed.id],
    );
    expect(outcomes).toEqual([{ partial: 1 }]);
    const columns = await service.database.query<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'vault' AND table_name = 'response'`,
    );
    expect(columns.map(({ name }) => name).sort()).toEqual(
      ['answers', 'cell', 'complete', 'id', 'minutes', 'mode', 'plan_id', 'questionnaire_id'].sort(),
    );
  });

  it('finds neither key nor response nor answers in what was logged or sent', async () => {
    const written = [log.join(''), service.allSent(), await serverLog()];
    expect(written[0]).toContain('/v1/survey/plans/:id/interviews');
    expect(written[1]).toContain(interviewed.id);
    for (const text of written) {
      for (const form of [key.toString('hex'), key.toString('base64'), '"answers":'])
        expect(text).not.toContain(form);
      for (const [caseId, id] of responses) {
        expect(text).not.toContain(id);
        expect(text).not.toContain(caseId);
      }
    }
  });

  it('finds no version of the key in the files', async () => {
    await service.database.query('CHECKPOINT');
    const [file] = await service.database.query<{ bytes: Buffer }>(
      `SELECT pg_read_binary_file(pg_relation_filepath('survey.link_key')) AS bytes`,
    );
    const [kept] = await service.database.query<{ key: Buffer }>('SELECT key FROM survey.link_key LIMIT 1');
    expect(file!.bytes.includes(kept!.key)).toBe(true);
    expect(file!.bytes.includes(key)).toBe(false);
  });
});
