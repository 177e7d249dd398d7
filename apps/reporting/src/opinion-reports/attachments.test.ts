import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpinionReport } from '#contracts/opinion';
import { fileTypes } from '#documents/file-type';
import { reproduciblePackage } from '#documents/reproducible-package';
import { ifMatch, type TestClient } from '#testing/test-service';
import { type Collaborator, Province, reports } from '../province.fixture.js';

let province: Province;
let author: Collaborator;
let draft: OpinionReport;
beforeAll(async () => {
  province = await Province.open();
  author = await province.collaborator();
  draft = await province.filed(author, await province.month(), { submit: false });
});
afterAll(() => province?.close());

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
/** The same bytes for the same text, whenever it is made. */
const docx = (text: string, more: Record<string, Buffer> = {}): Buffer =>
  reproduciblePackage(
    zipSync({
      '[Content_Types].xml': Buffer.from('<Types/>'),
      'word/document.xml': Buffer.from(`<w:document><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:document>`),
      ...more,
    }),
    { date: null, language: 'vi-VN' },
  );
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const at = ({ id }: { id: string }): string => `${reports}/${id}/attachments`;

const send = (report: OpinionReport, bytes: Buffer, by = author.client, type: string = fileTypes.docx) =>
  by.post(at(report), bytes, { ...ifMatch(report), 'content-type': type });
const listed = async (by: TestClient, report = draft): Promise<string[]> =>
  (await by.get(at(report))).body.items.map(({ sha256 }: { sha256: string }) => sha256);
const added = async (bytes: Buffer): Promise<void> => {
  const { status, body } = await send(draft, bytes);
  expect({ status, body }).toMatchObject({ status: 200, body: { version: draft.version + 1 } });
  draft = body;
};

describe('a document that comes with a report', () => {
  it('is added to a draft, fetched as it came, and taken out again', async () => {
    const [plan, notes] = [docx('Phương án'), docx('Giá phân bón tăng')];
    await added(plan);
    await added(notes);
    await added(plan);
    expect(await listed(author.client)).toEqual([hashOf(plan), hashOf(notes)]);

    const { status, body, headers } = await author.client.get(`${at(draft)}/${hashOf(notes)}`);
    expect({ status, isSame: notes.equals(body) }).toEqual({ status: 200, isSame: true });
    expect(headers).toMatchObject({
      'content-type': fileTypes.docx,
      'content-disposition': 'attachment; filename="kem-theo.docx"',
      'x-content-type-options': 'nosniff',
    });

    const address = `${at(draft)}/${hashOf(plan)}`;
    const removed = await author.client.delete(address, ifMatch(draft));
    expect(removed).toMatchObject({ status: 200, body: { version: draft.version + 1 } });
    draft = removed.body;
    expect((await author.client.get(address)).status).toBe(404);
    expect((await author.client.delete(address, ifMatch(draft))).status).toBe(404);
    expect(await listed(author.client)).toEqual([hashOf(notes)]);
  });

  it.each<[string, Buffer]>([
    ['is another thing than it is sent as', pdf],
    ['is no document', Buffer.from('<html>')],
    ['has macros', docx('x', { 'word/vbaProject.bin': Buffer.from('x') })],
    ['has another file in it', docx('x', { 'word/embeddings/a.xlsm': Buffer.from('x') })],
    ['has a picture in it', docx('x', { 'word/media/image1.png': Buffer.from('x') })],
  ])('is refused when it %s', async (_, bytes) => {
    expect(await send(draft, bytes)).toMatchObject({ status: 422, body: { code: 'file.unreadable' } });
    expect((await author.client.get(`${reports}/${draft.id}`)).body.version).toBe(draft.version);
  });

  it('is a Word document, whose text can be read', async () => {
    expect((await send(draft, pdf, author.client, fileTypes.pdf)).status).toBe(415);
  });

  it('is refused when its text leads to a person, and the answer does not say the words', async () => {
    const { status, body } = await send(draft, docx('Gọi ông Lương Văn Tiệp'));
    expect({ status, body }).toMatchObject({
      status: 422,
      body: { code: 'opinion.personal-data', errors: [{ path: 'paragraphs.0' }] },
    });
    expect(JSON.stringify(body)).not.toContain('Tiệp');
  });

  it('has at most nine others beside it', async () => {
    const other = await province.collaborator();
    let report = await province.filed(other, await province.month(), { submit: false });
    for (let number = 0; number < 10; number++)
      report = (await send(report, docx(`${number}`), other.client)).body;
    expect(await send(report, docx('10'), other.client)).toMatchObject({
      status: 422,
      body: { code: 'opinion-attachment.too-many' },
    });
    expect((await send(report, docx('9'), other.client)).status).toBe(200);
  });

  it('is reached by whoever reaches the report, recorded, and stays as it was when that is submitted', async () => {
    const [sha256] = await listed(author.client);
    const near = province.reviewer('kyLua');
    const far = province.reviewer('dongDang');
    const another = await province.collaborator();
    // A draft is its author's alone.
    for (const client of [near, far, another.client]) {
      expect((await client.get(at(draft))).status).toBe(404);
      expect((await client.get(`${at(draft)}/${sha256}`)).status).toBe(404);
    }
    expect((await send(draft, docx('y'), another.client)).status).toBe(404);

    const submitted = await province.step(reports, draft, 'submit', undefined, author.client);
    expect(await listed(near)).toEqual([sha256]);
    expect((await near.get(`${at(draft)}/${sha256}`)).status).toBe(200);
    for (const client of [far, another.client])
      expect((await client.get(`${at(draft)}/${sha256}`)).status).toBe(404);
    const audited = await province.service.database.query<{ details: { sha256?: string } }>(
      `SELECT details FROM reporting.audit_entry WHERE entity = $1 AND action = 'opinion-attachment.read' ORDER BY seq`,
      [`opinion-report:${draft.id}`],
    );
    expect(audited.map(({ details }) => details)).toEqual([{}, { sha256 }]);

    expect(await send(submitted, docx('z'))).toMatchObject({
      status: 409,
      body: { code: 'opinion-report.wrong-state' },
    });
    expect((await author.client.delete(`${at(draft)}/${sha256}`, ifMatch(submitted))).status).toBe(409);
    expect((await send(draft, docx('z'))).status).toBe(412);
  });

  it('goes with the report', async () => {
    const other = await province.collaborator();
    const report = await province.filed(other, await province.month(), { submit: false });
    await send(report, docx('z'), other.client);
    const count = async (): Promise<number> =>
      (
        await province.service.database.query(
          'SELECT FROM reporting.opinion_attachment WHERE report_id = $1',
          [report.id],
        )
      ).length;
    expect(await count()).toBe(1);
    await province.service.database.query('DELETE FROM reporting.opinion_item WHERE report_id = $1', [
      report.id,
    ]);
    await province.service.database.query('DELETE FROM reporting.opinion_report WHERE id = $1', [report.id]);
    expect(await count()).toBe(0);
  });
});
