import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PollResponse } from '#contracts/responses';
import { startTestService, type TestService } from '#testing/test-service';
import { type Fielded, fielded, form } from '../plans/field.fixture.js';
import { survey } from '../survey.service-definition.js';
import { matches, MOST_BY_CHANCE, seen } from './attacker.fixture.js';

let service: TestService;
let poll: Fielded;
beforeAll(async () => {
  service = await startTestService(survey);
  poll = await fielded(service, { design: 'opt-in' });
});
afterAll(() => service?.close());

const answer = (more: Partial<PollResponse> = {}) =>
  service.anonymous.post('/v1/survey/responses/poll', {
    id: randomUUID(),
    planId: poll.id,
    questionnaireId: poll.questionnaireId,
    answers: { times: 1 },
    ...more,
  });
const responses = () => seen(service.database, 'vault.response', `plan_id = '${poll.id}'`);

describe('an open poll', () => {
  it('is read by anyone, and says that it is not representative', async () => {
    const { status, body } = await service.anonymous.get(`/v1/survey/polls/${poll.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ representative: false, questionnaireId: poll.questionnaireId });
  });

  it('takes many answers at the same time, each once', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID());
    const answers = await Promise.all(
      [...ids, ...ids].map((id, at) => answer({ id, answers: { times: at % 200 } })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const kept = await responses();
    expect(kept.map(({ row }) => row['id']).sort()).toEqual(ids.sort());
    expect(kept.every(({ row }) => row['mode'] === 'poll' && row['cell'] === 1)).toBe(true);
  });

  it('checks answers, and refuses another answer under the same id', async () => {
    const id = randomUUID();
    expect((await answer({ id, answers: { times: -1 } })).body.code).toBe('response.refused');
    expect((await answer({ id })).status).toBe(200);
    expect((await answer({ id, answers: { times: 2 } })).body.code).toBe('response.differs');
    expect((await answer({ id: 'not-an-id' })).status).toBe(400);
    expect((await answer({ id: '00000000-0000-1000-8000-000000000001' })).status).toBe(400);
  });

  it.each([
    [400, ['times', 1]],
    [400, 'times'],
    [400, null],
    [422, { times: true }],
    [422, { times: { is: 1 } }],
    [422, { times: [1] }],
    [422, { times: [{ times: 1 }] }],
    [422, { times: 1.5 }],
    [422, { times: 5, why: {} }],
    [422, { times: 5, why: ['a'] }],
    [422, { times: 5, why: 'a'.repeat(10_001) }],
    [422, { times: 5, why: 'a\u0000b' }],
    [422, { times: 5, why: 'a\ud800b' }],
    [422, { times: 1, visits: { note: 'a' } }],
    [422, { times: 1, visits: [['a']] }],
    [422, { times: 1, visits: [{ note: { is: 'a' } }] }],
    [422, { times: 1, visits: [{ visits: [] }] }],
    [422, { times: 1, visits: Array.from({ length: 101 }, () => ({})) }],
    [422, { times: 1, unknown: [[[[1]]]] }],
  ])('answers with %s to answers that are none: %j', async (refused, answers) => {
    const before = (await responses()).length;
    expect((await answer({ answers: answers as never })).status).toBe(refused);
    expect((await responses()).length).toBe(before);
  });

  it('has questions of any name', async () => {
    const label = { vi: 'Câu hỏi' };
    const items = [
      { name: 'toString', type: 'text', label },
      { name: 'valueOf', type: 'repeat', label },
      { name: 'note', type: 'text', within: 'valueOf', label },
    ];
    const odd = await fielded(service, { design: 'opt-in', asked: { ...form, items } });
    const given = { planId: odd.id, questionnaireId: odd.questionnaireId };
    expect((await answer({ ...given, answers: {} })).status).toBe(200);
    expect((await answer({ ...given, answers: { valueOf: [{ note: 'a' }, {}] } })).status).toBe(200);
    const personal = { valueOf: [{}, { note: 'Gọi 0912 345 678' }] };
    expect((await answer({ ...given, answers: personal as never })).body.errors[0].path).toBe(
      'answers.valueOf.1.note',
    );
  });

  it('is no way into a survey whose sample was drawn', async () => {
    const drawn = await fielded(service);
    expect((await service.anonymous.get(`/v1/survey/polls/${drawn.id}`)).status).toBe(404);
    expect((await answer({ planId: drawn.id, questionnaireId: drawn.questionnaireId })).status).toBe(404);
  });

  it('keeps no order when it is closed, and takes nothing more', async () => {
    const before = await responses();
    await poll.close();
    expect((await answer()).body.code).toBe('response.not-taken');
    const after = await responses();
    expect(after.length).toBe(before.length);
    const same = matches(before, after, (one, other) => one.row['id'] === other.row['id']);
    expect(same['asked by place, answers by place']).toBeLessThanOrEqual(MOST_BY_CHANCE);
    expect(same['asked by transaction, answers by transaction']).toBeLessThanOrEqual(MOST_BY_CHANCE);
  });
});
