import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Material } from '#contracts/materials';
import { personMerged } from '#contracts/people';
import type { Course } from '#contracts/training';
import { fileTypes } from '#documents/file-type';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { added, courses, courseText } from '../training.fixture.js';
import { training } from '../training.service-definition.js';

const materials = '/v1/training/materials';
const pdf = Buffer.from('%PDF-1.7\n% tài liệu\n%%EOF\n');
const body = 'Hỏi mở trước, hỏi đóng sau.';

let service: TestService;
let editor: TestClient;
beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
});
afterAll(() => service?.close());

const person = (personId: string) => service.as([], { personId });
const add = (course: Course, material: object, by = editor) =>
  by.post(`${courses}/${course.id}/materials`, material);
const text = (changes: object = {}) => ({ kind: 'text', title: 'Cách đặt câu hỏi', body, ...changes });
const send = (content: Buffer, type: string = fileTypes.pdf) =>
  editor.post(`${materials}/files`, content, { 'content-type': type });
const titles = async (course: Course, query = '') =>
  (await editor.get(`${courses}/${course.id}/materials${query}`)).body.items.map(
    ({ title, courseVersion }: Material) => `${title} ${courseVersion}`,
  );

it('a file is taken by its content, kept once and given back as it came', async () => {
  const course = await added(editor);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  for (const answer of [await send(pdf), await send(pdf)])
    expect(answer).toMatchObject({
      status: 200,
      body: { sha256, mediaType: fileTypes.pdf, size: pdf.length },
    });
  for (const wrong of [await send(pdf, fileTypes.docx), await send(Buffer.from('MZ không phải PDF'))])
    expect(wrong).toMatchObject({ status: 422, body: { code: 'file.unreadable' } });
  expect((await send(pdf, 'image/png')).status).toBe(415);
  const unsent = await add(course, { kind: 'file', title: 'Tài liệu', sha256: '0'.repeat(64) });
  expect(unsent).toMatchObject({ status: 422, body: { code: 'material.no-file' } });

  const { body: material, status } = await add(course, { kind: 'file', title: 'Tài liệu', sha256 });
  expect([status, material.kind, material.courseVersion]).toEqual([201, 'file', 1]);
  const file = await person(randomUUID()).get(`${materials}/${material.id}/file`);
  expect(file.headers).toMatchObject({ 'content-type': fileTypes.pdf, etag: `"${sha256}"` });
  expect(pdf.equals(file.body)).toBe(true);
});

it('a link is one that is safe to follow, a text is read as it was written', async () => {
  const course = await added(editor);
  const link = 'https://example.org/bai-giang';
  expect((await add(course, { kind: 'link', title: 'Bài giảng', link })).body).toMatchObject({
    link,
    sha256: null,
  });
  for (const wrong of ['javascript:alert(1)', 'http://example.org', 'bài giảng'])
    expect((await add(course, { kind: 'link', title: 'Bài giảng', link: wrong })).status).toBe(400);
  const { body: written } = await add(course, text());
  expect((await person(randomUUID()).get(`${materials}/${written.id}`)).body).toEqual(written);
  expect((await editor.get(`${materials}/${written.id}/file`)).status).toBe(404);
  const { body: page } = await editor.get(`${courses}/${course.id}/materials`);
  expect(JSON.stringify(page)).not.toContain(body);
});

it('another takes the place of one, once; versions of the course are told apart', async () => {
  const course = await added(editor);
  const { body: first } = await add(course, text());
  await editor.put(`${courses}/${course.id}`, courseText({ code: course.code }), ifMatch(course));
  const next = text({ title: 'Cách đặt câu hỏi (sửa)', replacesId: first.id });
  expect((await add(course, next)).body).toMatchObject({ courseVersion: 2, replacesId: first.id });
  expect(await add(course, next)).toMatchObject({ status: 409, body: { code: 'resource.conflict' } });
  expect((await add(await added(editor), next)).body.code).toBe('material.not-there');
  expect(await titles(course)).toEqual(['Cách đặt câu hỏi (sửa) 2']);
  expect(await titles(course, '?superseded=true')).toEqual([
    'Cách đặt câu hỏi 1',
    'Cách đặt câu hỏi (sửa) 2',
  ]);
  expect(await titles(course, '?superseded=true&filter[courseVersion][eq]=1')).toEqual([
    'Cách đặt câu hỏi 1',
  ]);
  expect((await editor.get(`${materials}/${first.id}`)).body).toEqual(first);
});

it('is withdrawn once, and then no longer listed', async () => {
  const course = await added(editor);
  const { body: material } = await add(course, text());
  const withdraw = (version: number) =>
    editor.post(`${materials}/${material.id}/withdraw`, undefined, ifMatch(version));
  expect((await withdraw(1)).body).toMatchObject({ withdrawn: true, version: 2 });
  expect(await withdraw(2)).toMatchObject({ status: 409, body: { code: 'material.withdrawn' } });
  expect(await titles(course)).toEqual([]);
});

it('who has opened it is known to the office, which is recorded, and follows two records that became one', async () => {
  const { body: material } = await add(await added(editor), text());
  const [an, binh] = [randomUUID(), randomUUID()];
  for (const reader of [person(an), person(binh), person(an), editor, service.asClient('course.read')])
    await reader.get(`${materials}/${material.id}`);
  const openings = async () => (await editor.get(`${materials}/${material.id}/openings`)).body.items;
  const seen = (await openings()).map(({ personId }: { personId: string }) => personId);
  expect(seen).toEqual([an, binh].sort());
  expect((await person(an).get(`${materials}/${material.id}/openings`)).status).toBe(403);
  const [read] = await service.database.query<{ details: { personIds: string[] } }>(
    `SELECT details FROM training.audit_entry WHERE action = 'material-opening.list' AND entity = $1`,
    [`material:${material.id}`],
  );
  expect(read!.details.personIds).toEqual(seen);
  await service.publish(personMerged.of(an, 2, { id: an, duplicateId: binh }));
  expect(await openings()).toMatchObject([{ personId: an }]);
});

it('is written by the office alone, to a course that there is', async () => {
  const course = await added(editor);
  expect((await add(course, text(), service.as('reviewer'))).status).toBe(403);
  expect((await add({ ...course, id: randomUUID() }, text())).status).toBe(404);
  expect((await service.asClient('course.read').get(`${courses}/${course.id}/materials`)).status).toBe(403);
  expect((await add(course, text({ link: 'https://example.org' }))).status).toBe(400);
});
