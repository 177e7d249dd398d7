import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaRecorded } from '#contracts/areas';
import { organisationRecorded } from '#contracts/organisations';
import { fileTypeOf } from '#documents/file-type';
import { ifMatch, startTestService, type TestClient, type TestService } from '#testing/test-service';
import { appointment } from '../training.fixture.js';
import { training } from '../training.service-definition.js';
import { conferencePlan, conferences, heldConference, plannedConference } from './conferences.fixture.js';

const ids = Array.from({ length: 7 }, () => randomUUID());
const [province, renamed, commune, committee, board, department, post] = ids as [string, ...string[]] as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

let service: TestService;
let editor: TestClient;

const area = (id: string, code: string, name: string, validFrom = '2000-01-01') =>
  areaRecorded.of(id, 1, { id, code, name, type: 'province', parentCode: null, validFrom, validTo: null });
const body = (id: string, code: string, name: string, parentCode: string | null) =>
  organisationRecorded.of(id, 1, {
    id,
    code,
    name,
    kind: 'party-board',
    level: 'province',
    parentCode,
    areaCode: null,
    validFrom: '2000-01-01',
    validTo: null,
  });

beforeAll(async () => {
  service = await startTestService(training);
  editor = service.as('editor');
  await service.publish(
    area(province, '20', 'Tỉnh Mẫu'),
    area(renamed, '20', 'Tỉnh Mẫu Mới', '2025-03-20'),
    area(commune, '2001', 'Xã Đồng Mẫu'),
    body(committee, 'TU', 'Tỉnh ủy Mẫu', null),
    body(board, 'BTG', 'Ban Tuyên giáo và Dân vận', 'TU'),
    body(department, 'SCT', 'Sở Công Thương', null),
    appointment({ id: post, role: 'speaker', level: 'commune' }),
  );
});
afterAll(() => service?.close());

const plan = (changes: object = {}) => ({ areaId: province, organisationId: board, ...changes });
const send = async (path: string, content: object, headers = {}) => {
  const answer = await editor.post(path, content, headers);
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const minutes = (id: string, as: 'docx' | 'pdf', by = editor) => by.get(`${conferences}/${id}/minutes.${as}`);
const textOf = (docx: Uint8Array): string =>
  strFromU8(unzipSync(docx)['word/document.xml']!)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '');

/** A briefing in March gives work that one in April, of the renamed province, closes in part. */
async function briefed() {
  const march = await heldConference(
    editor,
    plan({ startsAt: '2025-03-03T07:30:00+07:00', endsAt: '2025-03-03T11:00:00+07:00' }),
  );
  const work = (text: string, dueOn: string, owner: object) =>
    send(`${conferences}/${march.id}/action-items`, {
      text,
      dueOn,
      ownerOrganisationId: department,
      ownerAppointmentId: null,
      ...owner,
    });
  const checked = await work('Kiểm tra giá vật tư tại các chợ', '2025-03-20', {});
  await work('Niêm yết giá', '2025-04-20', {});
  const aggregateId = randomUUID();
  const [first] = conferencePlan().agenda;
  const april = await heldConference(editor, plan({ areaId: renamed, agenda: [{ ...first, aggregateId }] }));
  const path = `${conferences}/${april.id}`;
  await send(
    `/v1/training/action-items/${checked.id}/close`,
    { conferenceId: april.id, outcome: 'Đã kiểm tra 12 chợ' },
    ifMatch(checked),
  );
  for (const entry of [
    {
      kind: 'statement',
      topic: 'economy',
      areaId: commune,
      text: 'Người dân băn khoăn về giá phân bón & thuốc <trừ sâu>',
      answer: { organisationId: department, text: 'Sở sẽ công khai giá trước ngày 15' },
    },
    { kind: 'comment', aggregateId, section: 'economy', text: 'Cần nêu rõ nguyên nhân' },
    { kind: 'decision', text: 'Giao các xã, phường rà soát việc niêm yết giá' },
    { kind: 'guidance', topic: null, text: 'Dư luận về giá phân bón đầu vụ' },
  ])
    await send(`${path}/entries`, entry);
  await send(`${path}/action-items`, {
    text: 'Tuyên truyền tại các thôn',
    dueOn: '2025-05-01',
    ownerOrganisationId: null,
    ownerAppointmentId: post,
  });
  return april;
}

describe('minutes', () => {
  it('say when, where and among whom, what was said, answered and agreed, and are a draft until it is closed', async () => {
    const april = await briefed();
    const draft = await minutes(april.id, 'docx');
    expect(draft.headers).toMatchObject({
      'content-disposition': 'attachment; filename="bien-ban.docx"',
      'content-type': expect.stringContaining('wordprocessingml'),
    });
    expect(textOf(draft.body)).toContain('DỰ THẢO');
    const closing = {
      conclusion: 'Các đơn vị tiếp tục nắm chắc tình hình',
      signing: { contractIds: [randomUUID()], signer: { position: 'Trưởng Ban', organisationId: board } },
    };
    await send(`${conferences}/${april.id}/close`, closing, ifMatch(april));
    const docx = await minutes(april.id, 'docx');
    const text = textOf(docx.body);
    const expected = [
      'TỈNH ỦY MẪU',
      'BAN TUYÊN GIÁO VÀ DÂN VẬN',
      'ĐẢNG CỘNG SẢN VIỆT NAM',
      'Mẫu Mới, ngày 02 tháng 4 năm 2025',
      'BIÊN BẢN',
      'Giao ban dư luận xã hội tháng 3 năm 2025',
      'Thời gian: từ 07 giờ 30 phút, ngày 02 tháng 4 năm 2025 đến 11 giờ 00 phút cùng ngày.',
      'Địa điểm: Hội trường tỉnh, Trụ sở Ban, tầng 2, kết nối với 1 điểm cầu.',
      'Chủ trì: Phó Trưởng Ban Thường trực.',
      'Thành phần: 12 người dự tại 2 điểm.',
      'Xã Đồng Mẫu: Người dân băn khoăn về giá phân bón &amp; thuốc &lt;trừ sâu&gt;.',
      'Sở Công Thương trả lời: Sở sẽ công khai giá trước ngày 15.',
      'Cần nêu rõ nguyên nhân.',
      'Kiểm tra giá vật tư tại các chợ (hạn 20/03/2025): đã hoàn thành. Đã kiểm tra 12 chợ.',
      'Niêm yết giá (hạn 20/04/2025): tiếp tục thực hiện.',
      'Các đơn vị tiếp tục nắm chắc tình hình',
      'Giao các xã, phường rà soát việc niêm yết giá.',
      'Tuyên truyền tại các thôn',
      'Báo cáo viên cấp xã',
      'Dư luận về giá phân bón đầu vụ.',
      'Tại hội nghị đã ký 1 hợp đồng',
      'Hội nghị kết thúc hồi 11 giờ 00 phút cùng ngày.',
      'NGƯỜI GHI BIÊN BẢN',
      'CHỦ TRÌ',
      'PHÓ TRƯỞNG BAN',
      'Nơi nhận:',
    ];
    let from = 0;
    for (const one of expected) {
      const place = text.indexOf(one, from);
      // The foot stands in columns, so that its order in the file is not that of reading.
      expect(place, one).toBeGreaterThanOrEqual(0);
      if (!/^(NGƯỜI|CHỦ|PHÓ)/.test(one)) from = place;
    }
    expect(text).not.toContain('DỰ THẢO');
    const pdf = await minutes(april.id, 'pdf');
    expect(fileTypeOf(pdf.body)).toBe('application/pdf');
    expect((await minutes(april.id, 'pdf')).body).toEqual(pdf.body);
    expect((await minutes(april.id, 'docx')).body).toEqual(docx.body);
  });

  it('come with a report in figures, a draft until it is closed', async () => {
    const april = await briefed();
    const report = (as: string) => editor.get(`${conferences}/${april.id}/closing-report.${as}`);
    expect(textOf((await report('docx')).body)).toContain('DỰ THẢO');
    const closing = { conclusion: 'Các đơn vị tiếp tục nắm chắc tình hình', signing: null };
    await send(`${conferences}/${april.id}/close`, closing, ifMatch(april));
    const docx = await report('docx');
    expect(docx.headers['content-disposition']).toBe('attachment; filename="bao-cao-ket-qua.docx"');
    const text = textOf(docx.body);
    for (const one of [
      'BÁO CÁO',
      'Kết quả Giao ban dư luận xã hội tháng 3 năm 2025',
      'Thành phần: 12 người dự tại 2 điểm.',
      'Có 1 ý kiến phát biểu, 1 ý kiến được trả lời tại hội nghị; 1 ý kiến góp ý vào báo cáo tổng hợp.',
      'Xã Đồng Mẫu',
      'Hội nghị giao 1 việc mới.',
      'Các đơn vị tiếp tục nắm chắc tình hình',
      'Tuyên truyền tại các thôn',
      'Tỉnh ủy Mẫu',
    ])
      expect(text).toContain(one);
    // What other conferences of the province left open is among them.
    const carried =
      /trước còn (\d+) việc: hội nghị xác nhận hoàn thành 1 việc, (\d+) việc tiếp tục.*, trong đó \d+ việc quá hạn/.exec(
        text,
      );
    expect(Number(carried![1])).toBe(Number(carried![2]) + 1);
    for (const left of ['DỰ THẢO', 'giá phân bón &amp;', 'NGƯỜI GHI BIÊN BẢN'])
      expect(text).not.toContain(left);
    const pdf = await report('pdf');
    expect(fileTypeOf(pdf.body)).toBe('application/pdf');
    expect((await report('pdf')).body).toEqual(pdf.body);
    expect((await report('docx')).body).toEqual(docx.body);
  });

  it('leave to the pen what the registry did not tell', async () => {
    const held = await heldConference(editor, { sites: conferencePlan().sites.slice(0, 1) });
    const text = textOf((await minutes(held.id, 'docx')).body);
    expect(text).toContain('Địa điểm: Hội trường tỉnh, Trụ sở Ban, tầng 2.');
    expect(text).toContain('Thành phần: 12 người dự.');
    expect(text).not.toContain('undefined');
  });

  it('are there once it was held, for those who may read what is on record', async () => {
    const ahead = await plannedConference(editor);
    expect(await minutes(ahead.id, 'pdf')).toMatchObject({
      status: 409,
      body: { code: 'conference.no-minutes' },
    });
    expect((await minutes(randomUUID(), 'docx')).status).toBe(404);
    const report = `${conferences}/${ahead.id}/closing-report.docx`;
    expect(await editor.get(report)).toMatchObject({ status: 409, body: { code: 'conference.no-minutes' } });
    expect((await service.as('recipient').get(report)).status).toBe(403);
    for (const role of ['collaborator', 'recipient'] as const)
      expect((await minutes(ahead.id, 'docx', service.as(role))).status).toBe(403);
  });
});
