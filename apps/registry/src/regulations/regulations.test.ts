import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Appointment } from '#contracts/people';
import { type Regulation, regulationRecorded } from '#contracts/regulations';
import { fileTypes } from '#documents/file-type';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { Office } from '../people/office.fixture.js';
import { pdf, regulation, regulations, send, versions } from './regulations.fixture.js';

let office: Office;

beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const act = (of: { id: string; version: number }, action: string, body: object) =>
  office.registrar.post(`${regulations}/${of.id}/${action}`, body, ifMatch(of));
const revise = async (of: Regulation, inForceFrom: string, changes: object = {}) => {
  const { body: file } = await send(office, pdf(`${of.symbol} ${inForceFrom}`));
  const audience = { roles: [], levels: [], organisationId: null };
  const version = { inForceFrom, fileSha256: file.sha256, audience, readWithinDays: 5 };
  return act(of, 'versions', { ...version, changes: 'Bổ sung Điều 5', ...changes });
};

describe('a file', () => {
  it('is kept by its content, and served as it came to anyone with an account', async () => {
    const bytes = pdf('Quy chế');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const kept = { sha256, mediaType: fileTypes.pdf, size: bytes.length };
    expect(await send(office, bytes)).toMatchObject({ status: 200, body: kept });
    expect((await send(office, bytes)).body).toEqual(kept);
    const audited = await office.service.database.query(
      `SELECT FROM registry.audit_entry WHERE action = 'regulation-file.keep' AND entity = $1`,
      [`regulation-file:${sha256}`],
    );
    expect(audited).toHaveLength(1);
    const { versions: all } = await regulation(office, '1-QC/BTGDVTU', { fileSha256: sha256 });
    const address = `${versions}/${all[0]!.id}/file`;
    const answer = await office.service.as([]).get(address);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': fileTypes.pdf,
        'content-disposition': 'attachment; filename="van-ban.pdf"',
        'content-length': String(bytes.length),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        etag: `"${sha256}"`,
      },
    });
    expect(answer.body).toEqual(bytes);
    expect((await office.service.anonymous.get(address)).status).toBe(401);
    expect((await office.registrar.get(`${versions}/${randomUUID()}/file`)).status).toBe(404);
  });

  it('is refused when it is not what it is sent as', async () => {
    for (const [bytes, type] of [
      [Buffer.from('<html>'), fileTypes.pdf],
      [pdf('x'), fileTypes.docx],
      [Buffer.from('PK'), fileTypes.docx],
    ] as const) {
      const answer = await send(office, bytes, type);
      expect(answer).toMatchObject({ status: 422, body: { code: 'file.unreadable' } });
    }
    expect((await send(office, pdf('x'), 'text/html')).status).toBe(415);
    expect((await send(office, Buffer.alloc(17 * 1024 * 1024, '%PDF-'))).status).toBe(413);
    expect(
      (
        await office.service
          .as('editor')
          .post(`${regulations}/files`, pdf('x'), { 'content-type': fileTypes.pdf })
      ).status,
    ).toBe(403);
  });
});

describe('a regulation', () => {
  it('is recorded with its first version and can be cited', async () => {
    const made = await regulation(office, '2-QC/BTGDVTU');
    expect(made).toMatchObject({
      kind: 'regulation',
      citation: 'Quy chế số 2-QC/BTGDVTU ngày 20/12/2025 của Ban Tuyên giáo và Dân vận Tỉnh ủy',
      repealedOn: null,
      version: 1,
      versions: [{ number: 1, inForceFrom: '2026-01-01', inForceTo: null, mediaType: fileTypes.pdf }],
    });
    expect((await office.registrar.get(`${regulations}/${made.id}`)).body).toEqual(made);
    await expect(regulation(office, '2-QC/BTGDVTU')).rejects.toThrow('resource.conflict');
    await expect(regulation(office, '2b-QC', { fileSha256: 'a'.repeat(64) })).rejects.toThrow(
      'regulation.no-file',
    );
    const nowhere = { roles: [], levels: [], organisationId: randomUUID() };
    await expect(regulation(office, '2c-QC', { audience: nowhere })).rejects.toThrow(
      'regulation.no-organisation',
    );
    await eventually(() => {
      const [event] = office.service.sent(regulationRecorded).filter(({ subject }) => subject === made.id);
      expect(event?.data).toEqual({ id: made.id, kind: 'regulation', versions: 1, repealedOn: null });
    });
  });

  it('is revised: each version is in force until the next', async () => {
    const first = await regulation(office, '3-QC/BTGDVTU');
    expect((await revise(first, '2026-01-01')).body.code).toBe('regulation.not-after');
    const second = (await revise(first, '2026-07-01')).body as Regulation;
    expect(second.versions).toMatchObject([
      { number: 1, inForceFrom: '2026-01-01', inForceTo: '2026-07-01' },
      { number: 2, inForceFrom: '2026-07-01', inForceTo: null, changes: 'Bổ sung Điều 5' },
    ]);
    expect((await revise(first, '2026-08-01')).status).toBe(412);
    const answers = await Promise.all([revise(second, '2026-09-01'), revise(second, '2026-10-01')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  });

  it('is repealed, and names what takes its place', async () => {
    const old = await regulation(office, '4-QC/BTGDVTU');
    const next = await regulation(office, '5-QC/BTGDVTU', { inForceFrom: '2026-06-01' });
    const repeal = (body: object, of = old) => act(of, 'repeal', { replacedById: next.id, ...body });
    expect((await repeal({ on: '2026-01-01' })).body.code).toBe('regulation.not-after');
    expect((await repeal({ on: '2026-06-01', replacedById: old.id })).body.code).toBe(
      'regulation.no-successor',
    );
    expect((await repeal({ on: '2026-06-01', replacedById: randomUUID() })).body.code).toBe(
      'regulation.no-successor',
    );
    const repealed = (await repeal({ on: '2026-06-01' })).body as Regulation;
    expect(repealed).toMatchObject({
      repealedOn: '2026-06-01',
      replacedById: next.id,
      versions: [{ inForceTo: '2026-06-01' }],
    });
    expect((await repeal({ on: '2026-07-01' }, repealed)).body.code).toBe('regulation.repealed');
    expect((await revise(repealed, '2027-01-01')).body.code).toBe('regulation.repealed');
    const inForce = async (asOf: string) =>
      (
        await office.registrar.get(
          `${regulations}?asOf=${asOf}&filter[symbol][in]=${old.symbol},${next.symbol}`,
        )
      ).body.items.map(({ symbol }: Regulation) => symbol);
    expect(await inForce('2025-12-31')).toEqual([]);
    expect(await inForce('2026-05-31')).toEqual([old.symbol]);
    expect(await inForce('2026-06-01')).toEqual([next.symbol]);
  });

  it('is found by number and title, however it is written', async () => {
    await regulation(office, '6-HD/BTGDVTU', {
      kind: 'guidance',
      title: 'Hướng dẫn công tác nắm bắt dư luận',
    });
    const found = async (query: string) =>
      (await office.registrar.get(`${regulations}?${query}`)).body.items.map(
        ({ symbol }: Regulation) => symbol,
      );
    expect(await found('search=nam%20bat%20du%20luan')).toEqual(['6-HD/BTGDVTU']);
    expect(await found('search=6-hd')).toEqual(['6-HD/BTGDVTU']);
    expect(await found('filter[kind][eq]=guidance')).toEqual(['6-HD/BTGDVTU']);
  });

  it('tells which appointments rest on it', async () => {
    const own = await regulation(office, '7-QC/BTGDVTU');
    const legalBasis = (symbol: string) => `Căn cứ Quy chế số ${symbol}; theo đề nghị của Văn phòng`;
    const one = await office.appointed(await office.person('Hoàng Thị Căn'), {
      legalBasis: legalBasis('7-QC/BTGDVTU'),
    });
    for (const other of ['17-QC/BTGDVTU', '7-QC/BTGDVTU2', '7.QC/BTGDVTU'])
      await office.appointed(await office.person('Người khác'), { legalBasis: legalBasis(other) });
    const citing = async (client = office.registrar) =>
      (await client.get(`${regulations}/${own.id}/appointments`)).body.items.map(({ id }: Appointment) => id);
    expect(await citing()).toEqual([one.id]);
    expect(await citing(office.service.as('collaborator', { personId: one.personId }))).toEqual([one.id]);
    expect(await citing(office.service.as('collaborator', { personId: randomUUID() }))).toEqual([]);
    expect((await office.service.as('recipient').get(`${regulations}/${own.id}/appointments`)).status).toBe(
      403,
    );
  });

  it('is the registrar’s to change', async () => {
    const own = await regulation(office, '8-QC/BTGDVTU');
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator', 'recipient'] as const) {
      const client = office.service.as(role);
      const repeal = { on: '2027-01-01', replacedById: null };
      expect((await client.post(`${regulations}/${own.id}/repeal`, repeal, ifMatch(own))).status).toBe(403);
      expect((await client.get(`${regulations}/${own.id}`)).status).toBe(200);
    }
  });
});
