import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Assessment, AssessmentText, Attempt, Question, QuestionBank } from '#contracts/assessments';
import { personMerged } from '#contracts/people';
import type { Course, TrainingClass } from '#contracts/training';
import {
  idempotencyKey,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { added, appointment, classes, planned } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const [banks, assessments, attempts] = ['question-banks', 'assessments', 'attempts'].map(
  (noun) => `/v1/training/${noun}`,
) as [string, string, string];

let service: TestService;
let editor: TestClient;
let course: Course;
let plan: TrainingClass;
let an: string, binh: string, thay: string;

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
beforeEach(async () => {
  [an, binh, thay] = [randomUUID(), randomUUID(), randomUUID()];
  await service.publish(...[an, binh, thay].map((personId) => appointment({ personId })));
  course = await added(editor);
  plan = await planned(editor, {}, course);
  await editor.post(`${classes}/${plan.id}/participants`, {
    personIds: [an, binh],
    reason: 'Mới được bổ nhiệm',
  });
  const schedule = { sessions: [], trainerIds: [thay] };
  await editor.put(`${classes}/${plan.id}/schedule`, schedule, ifMatch(2));
});
afterAll(() => service?.close());

const person = (personId: string) => service.as([], { personId });
const choice = (index: number): Question => ({
  kind: 'single',
  text: `Câu ${index}: cách hỏi nào không dẫn dắt?`,
  options: ['Anh chị có đồng ý không?', 'Anh chị nghĩ thế nào?'],
  keys: [1],
  most: 1,
});
const open: Question = {
  kind: 'open',
  text: 'Vì sao không gợi ý câu trả lời?',
  options: [],
  keys: [],
  most: 4,
};

async function bankOf(questions: Question[]): Promise<QuestionBank> {
  const { status, body } = await editor.post(banks, { title: 'Kỹ năng hỏi', questions });
  expect(status).toBe(201);
  return body;
}
const textOf = (bank: QuestionBank | null, changes: Partial<AssessmentText> = {}): AssessmentText => ({
  courseId: course.id,
  title: 'Kiểm tra cuối khóa',
  bankId: bank?.id ?? null,
  draw: bank ? 2 : null,
  rubric: bank
    ? null
    : [
        { text: 'Giới thiệu mục đích', most: 4 },
        { text: 'Không dẫn dắt', most: 6 },
      ],
  passPercent: 50,
  attempts: 2,
  required: true,
  ...changes,
});
async function assessmentOf(
  bank: QuestionBank | null,
  changes: Partial<AssessmentText> = {},
): Promise<Assessment> {
  const { status, body } = await editor.post(assessments, textOf(bank, changes));
  expect(status).toBe(201);
  return body;
}
const start = ({ id }: Assessment, personId = an) =>
  person(personId).post(`${assessments}/${id}/attempts`, { classId: plan.id });
const submit = (attempt: Attempt, answers: object[], by = person(attempt.personId)) =>
  by.post(`${attempts}/${attempt.id}/submit`, { answers }, ifMatch(attempt));
const mark = (attempt: Attempt, marks: object[], by = person(thay)) =>
  by.post(`${attempts}/${attempt.id}/marks`, { marks }, ifMatch(attempt));
const interview = ({ id }: Assessment, marks: number[], by = person(thay), personId = an) =>
  by.post(`${attempts}/interviews`, { assessmentId: id, classId: plan.id, personId, marks });
const chosen = (attempt: Attempt, place: number) => attempt.questions.map(() => ({ choices: [place] }));

describe('a bank of questions', () => {
  it('is kept and rewritten by the office alone', async () => {
    const bank = await bankOf([choice(1), open]);
    const path = `${banks}/${bank.id}`;
    expect((await editor.get(path)).body).toEqual(bank);
    expect((await person(an).get(path)).status).toBe(403);
    const text = { title: 'Kỹ năng hỏi sâu', questions: [choice(1)] };
    expect((await editor.put(path, text, ifMatch(bank))).body).toEqual({ id: bank.id, ...text, version: 2 });
    expect((await editor.put(path, text, ifMatch(bank))).status).toBe(412);
    const { body } = await editor.get(`${banks}?filter[title][eq]=${encodeURIComponent('Kỹ năng hỏi sâu')}`);
    expect(body.items).toEqual([{ id: bank.id, title: 'Kỹ năng hỏi sâu', size: 1, version: 2 }]);
  });

  it('has questions whose keys fit them, and enough for what is drawn', async () => {
    const wrong = [
      { ...choice(1), keys: [0, 1] },
      { ...choice(1), keys: [2] },
      { ...choice(1), kind: 'multiple', keys: [] },
      { ...open, keys: [0] },
      { ...open, options: ['A', 'B'] },
    ];
    for (const question of wrong)
      expect((await editor.post(banks, { title: 'Sai', questions: [question] })).status).toBe(400);
    const bank = await bankOf([choice(1)]);
    const refused: [object, number, string?][] = [
      [textOf(bank), 422, 'assessment.small-bank'],
      [textOf(bank, { draw: 1, courseId: randomUUID() }), 422, 'assessment.no-course'],
      [textOf({ ...bank, id: randomUUID() }), 422, 'assessment.no-bank'],
      [textOf(bank, { draw: null }), 400],
      [textOf(null, { rubric: null }), 400],
    ];
    for (const [text, status, code = 'request.invalid'] of refused)
      expect(await editor.post(assessments, text)).toMatchObject({ status, body: { code } });
  });
});

describe('an attempt', () => {
  it('asks questions without what is right, and is marked by the key', async () => {
    const assessment = await assessmentOf(await bankOf([choice(1), choice(2), choice(3)]));
    const { status, body: attempt } = await start(assessment);
    expect([status, attempt.state, attempt.number, attempt.questions.length]).toEqual([201, 'open', 1, 2]);
    expect(JSON.stringify(attempt)).not.toMatch(/keys|seed/);
    expect((await start(assessment)).body).toEqual(attempt);
    const [kept] = await service.database.query<{ seed: number }>(
      `SELECT seed FROM training.attempt WHERE id = $1`,
      [attempt.id],
    );
    expect(kept!.seed).toBeGreaterThanOrEqual(0);
    const done = await submit(attempt, [{ choices: [1] }, { choices: [0] }]);
    expect(done).toMatchObject({
      status: 200,
      body: { state: 'marked', marks: [1, 0], passed: true, version: 2 },
    });
    expect(await submit(done.body, chosen(attempt, 1))).toMatchObject({
      status: 409,
      body: { code: 'attempt.submitted' },
    });
    expect(await start(assessment)).toMatchObject({
      status: 409,
      body: { code: 'assessment.no-more-attempts' },
    });
  });

  it('may be repeated as often as the assessment says, one at a time', async () => {
    const assessment = await assessmentOf(await bankOf([choice(1), choice(2)]), { passPercent: 100 });
    const begun = await Promise.all([start(assessment), start(assessment), start(assessment)]);
    expect(new Set(begun.map(({ body }) => body.id)).size).toBe(1);
    expect((await submit(begun[0]!.body, chosen(begun[0]!.body, 0))).body.passed).toBe(false);
    const { body: second } = await start(assessment);
    expect(second.number).toBe(2);
    await submit(second, chosen(second, 0));
    expect(await start(assessment)).toMatchObject({
      status: 409,
      body: { code: 'assessment.no-more-attempts' },
    });
  });

  it('with open questions waits for a trainer of the class, who does not mark beyond what there is', async () => {
    const assessment = await assessmentOf(await bankOf([open, { ...open, text: 'Vì sao ghi nguyên văn?' }]));
    const { body: attempt } = await start(assessment);
    expect(await mark(attempt, [{ question: 0, marks: 1 }])).toMatchObject({
      status: 409,
      body: { code: 'attempt.not-submitted' },
    });
    const answers = [{ text: 'Để không lái ý kiến' }, { text: 'Gọi số 0912 345 678' }];
    expect(await submit(attempt, answers)).toMatchObject({
      status: 422,
      body: { code: 'attempt.personal-data', errors: [{ path: 'answers.1.text' }] },
    });
    const { body: waiting } = await submit(attempt, [answers[0]!, {}]);
    expect(waiting).toMatchObject({ state: 'submitted', marks: [null, 0], passed: null });
    expect((await mark(waiting, [{ question: 0, marks: 5 }])).body.code).toBe('attempt.marks-do-not-fit');
    expect((await mark(waiting, [{ question: 0, marks: 4 }], person(an))).body.code).toBe('attempt.own');
    expect((await mark(waiting, [{ question: 0, marks: 4 }], person(binh))).status).toBe(404);
    expect((await mark(waiting, [{ question: 0, marks: 4 }])).body).toMatchObject({
      state: 'marked',
      marks: [4, 0],
      passed: true,
    });
  });

  it('keeps its questions when the bank is rewritten', async () => {
    const bank = await bankOf([choice(1), choice(2)]);
    const { body: attempt } = await start(await assessmentOf(bank));
    await editor.put(
      `${banks}/${bank.id}`,
      { title: bank.title, questions: [{ ...choice(1), keys: [0] }] },
      ifMatch(bank),
    );
    expect((await submit(attempt, chosen(attempt, 1))).body).toMatchObject({ marks: [1, 1], passed: true });
  });

  it('is of those in a class of its course, with answers that fit', async () => {
    const assessment = await assessmentOf(await bankOf([choice(1), choice(2)]));
    expect((await start(assessment, thay)).body.code).toBe('assessment.not-for-you');
    const elsewhere = await planned(editor);
    const other = await person(an).post(`${assessments}/${assessment.id}/attempts`, {
      classId: elsewhere.id,
    });
    expect(other).toMatchObject({ status: 422, body: { code: 'assessment.not-for-you' } });
    const { body: attempt } = await start(assessment);
    for (const answers of [[], [{ choices: [0, 1] }, {}], [{ choices: [2] }, {}], [{ text: 'B' }, {}]])
      expect((await submit(attempt, answers)).body.code).toBe('attempt.answers-do-not-fit');
    expect((await submit(attempt, chosen(attempt, 1), person(binh))).status).toBe(404);
    expect((await submit(attempt, chosen(attempt, 1), person(thay))).status).toBe(404);
  });

  it('is read by its maker, trainers and the office, which is recorded; lists leave out the marks', async () => {
    const assessment = await assessmentOf(await bankOf([choice(1), choice(2)]));
    const { body: attempt } = await start(assessment);
    const path = `${attempts}/${attempt.id}`;
    for (const reader of [person(an), person(thay), editor])
      expect((await reader.get(path)).body).toEqual(attempt);
    for (const stranger of [person(binh), service.as('reviewer')])
      expect((await stranger.get(path)).status).toBe(404);
    const reads = await service.database.query(
      `SELECT FROM training.audit_entry WHERE action = 'attempt.read' AND entity = $1`,
      [`attempt:${attempt.id}`],
    );
    expect(reads).toHaveLength(2);
    const { body } = await editor.get(`${attempts}?filter[classId][eq]=${plan.id}`);
    const { questions: _q, answers: _a, marks: _m, ...item } = attempt;
    expect(body.items).toEqual([item]);
    expect((await person(binh).get(attempts)).body.items).toEqual([]);
    await service.publish(personMerged.of(binh, 2, { id: binh, duplicateId: an }));
    expect((await person(binh).get(path)).body.personId).toBe(binh);
  });
});

describe('an interview', () => {
  it('is recorded once by the rubric, by a trainer or the office, not by whoever is looked at', async () => {
    const assessment = await assessmentOf(null, { attempts: 1 });
    for (const marks of [[4], [5, 6], [4, 7]])
      expect((await interview(assessment, marks)).body.code).toBe('attempt.marks-do-not-fit');
    expect((await interview(assessment, [4, 6], person(binh))).status).toBe(403);
    expect((await interview(assessment, [4, 6], service.as('editor', { personId: an }))).body.code).toBe(
      'attempt.own',
    );
    const key = idempotencyKey('interview-of-an');
    const body = { assessmentId: assessment.id, classId: plan.id, personId: an, marks: [2, 3] };
    const first = await person(thay).post(`${attempts}/interviews`, body, key);
    expect(first).toMatchObject({ status: 201, body: { state: 'marked', marks: [2, 3], passed: true } });
    expect((await interview(assessment, [4, 6])).body.code).toBe('assessment.no-more-attempts');
    expect((await start(assessment)).body.code).toBe('assessment.no-questions');
    const questions = await assessmentOf(await bankOf([choice(1), choice(2)]));
    expect((await interview(questions, [1, 1])).body.code).toBe('assessment.no-interview');
  });
});

describe('what a course requires', () => {
  it('decides who passes its classes', async () => {
    const assessment = await assessmentOf(null);
    await assessmentOf(null, { required: false });
    const written = await assessmentOf(await bankOf([open]), { required: false, draw: 1 });
    const { body: waiting } = await submit((await start(written)).body, [{ text: 'Để không lái ý kiến' }]);
    const { body: begun } = await start(written, binh);
    await interview(assessment, [4, 6]);
    const [now] = [(await editor.get(`${classes}/${plan.id}`)).body];
    const attend = (body: object) => editor.post(`${classes}/${plan.id}/attendance`, body, ifMatch(now));
    expect(await attend({ attended: [an, binh], passed: [an, binh] })).toMatchObject({
      status: 422,
      body: { code: 'class.not-passed', detail: binh },
    });
    const { body: held } = await attend({ attended: [an, binh] });
    const assess = (body: object) => editor.post(`${classes}/${plan.id}/assess`, body, ifMatch(held));
    expect(await assess({ passed: [binh] })).toMatchObject({
      status: 422,
      body: { code: 'class.not-passed' },
    });
    expect((await assess({})).body).toMatchObject({
      state: 'assessed',
      attendance: { attended: 2, passed: 1 },
    });
    expect((await mark(waiting, [{ question: 0, marks: 4 }])).body.code).toBe('attempt.class-assessed');
    expect((await submit(begun, [{ text: 'Để hiểu' }], person(binh))).body.code).toBe(
      'attempt.class-assessed',
    );
    const { body } = await editor.post(`${classes}/${plan.id}/certificates`);
    expect(body.certificates.map(({ personId }: { personId: string }) => personId)).toEqual([an]);
  });
});
