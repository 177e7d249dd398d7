import { createHash, randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContractOffice, contracts, done, signings } from './contracts.fixture.js';

let office: ContractOffice;

beforeAll(async () => {
  office = await ContractOffice.open();
});
afterAll(() => office?.close());

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const textOf = (docx: Buffer): string =>
  Buffer.from(unzipSync(docx)['word/document.xml']!)
    .toString('utf8')
    .replaceAll('</w:p>', '\n')
    .replace(/<[^>]+>/g, '');
const docxOf = async (id: string): Promise<Buffer> =>
  done(await office.registrar.get(`${contracts}/${id}/document.docx`));

describe('the document of a contract', () => {
  it('says what was signed, and stays the same file', async () => {
    const appointment = await office.appointed('Nông Thị Thử', { position: 'Phó Trưởng phòng' });
    const contract = await office.signed(appointment, { coefficient: 0.35 });
    const answer = await office.registrar.get(`${contracts}/${contract.id}/document.docx`);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': DOCX } });
    const text = textOf(answer.body);
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      `Số: ${String(contract.number).padStart(2, '0')}/HĐ-BTGDVTU`,
      'Hôm nay, ngày 25 tháng 12 năm 2025, tại Lạng Sơn',
      'Căn cứ Quyết định số 12-QĐ/BTGDVTU ngày 25/08/2025 của Ban Tuyên giáo và Dân vận Tỉnh ủy;',
      'Người đại diện: Hoàng Văn Mẫu',
      'BÊN B (bên nhận khoán): Nông Thị Thử',
      'Chức vụ: Phó Trưởng phòng',
      'Đơn vị công tác: Ban Tuyên giáo và Dân vận Tỉnh ủy',
      'Hợp đồng có thời hạn 24 tháng, từ ngày 01/01/2026 đến hết ngày 31/12/2027.',
      'bằng 0,35 lần mức lương cơ sở',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/\{\{|DỰ THẢO/);
    await office.service.database.query('UPDATE registry.person SET full_name = $1 WHERE id = $2', [
      'Tên khác',
      appointment.personId,
    ]);
    expect(sha256(await docxOf(contract.id))).toBe(sha256(answer.body));
  });

  it('has room for the number, the day and who signs while it is a draft', async () => {
    const draft = await office.drafted(await office.appointed('Lý Văn Thử'));
    const text = textOf(await docxOf(draft.id));
    expect(text).toMatch(/Số:\s+\/HĐ-BTGDVTU/);
    expect(text).toContain('Hôm nay, ngày …… tháng …… năm ………, tại Lạng Sơn');
    expect(text).not.toContain('DỰ THẢO');
  });

  it('keeps nothing about a person but name, position and organisation', async () => {
    const contract = await office.signed(await office.appointed('Hà Văn Thử'));
    const [row] = await office.service.database.query<{ party: object }>(
      'SELECT party FROM registry.contract WHERE id = $1',
      [contract.id],
    );
    expect(Object.keys(row!.party).toSorted()).toEqual([
      'decisionDate',
      'decisionIssuer',
      'decisionNumber',
      'fullName',
      'organisation',
      'position',
    ]);
    expect(textOf(await docxOf(contract.id))).toMatch(/Số CCCD: \n/);
  });

  it('of a signing holds all its contracts and the list of who signed', async () => {
    const drafts = [
      await office.drafted(await office.appointed('Triệu Thị Một')),
      await office.drafted(await office.appointed('Triệu Thị Hai')),
    ];
    const signing = await office.signing(drafts);
    const get = async (): Promise<Buffer> =>
      done(await office.registrar.get(`${signings}/${signing.id}/document.docx`));
    const docx = await get();
    const text = textOf(docx);
    expect(text.match(/HỢP ĐỒNG GIAO KHOÁN CÔNG VIỆC/g)).toHaveLength(2);
    const list = text.slice(text.indexOf('DANH SÁCH KÝ HỢP ĐỒNG'));
    expect(list).toContain('Hội nghị giao ban cộng tác viên quý IV năm 2025');
    expect(list.indexOf('Triệu Thị Một')).toBeGreaterThan(0);
    expect(list.indexOf('Triệu Thị Hai')).toBeGreaterThan(list.indexOf('Triệu Thị Một'));
    expect(list).toContain('Danh sách gồm 2 người.');
    expect(sha256(await get())).toBe(sha256(docx));
    expect((await office.registrar.get(`${signings}/${randomUUID()}/document.docx`)).status).toBe(404);
  });

  it('is printed for a conference before anything is signed', async () => {
    const drafts = [
      await office.drafted(await office.appointed('Mã Văn Một')),
      await office.drafted(await office.appointed('Mã Văn Hai')),
    ];
    const print = (contractIds: string[], client = office.registrar) =>
      client.post(`${contracts}/print`, { contractIds });
    const text = textOf(done(await print(drafts.map(({ id }) => id))));
    expect(text).toContain('BÊN B (bên nhận khoán): Mã Văn Hai');
    expect(text).toContain('Danh sách gồm 2 người.');
    expect(await print([drafts[0]!.id, randomUUID()])).toMatchObject({
      status: 422,
      body: { code: 'contract.unknown', errors: [{ path: 'contractIds.1' }] },
    });
    expect((await print([drafts[0]!.id], office.service.as('approver'))).status).toBe(403);
  });
});
