import type { NewRegulation, Regulation } from '#contracts/regulations';
import { fileTypes } from '#documents/file-type';
import type { Answer } from '#testing/test-service';
import type { Office } from '../people/office.fixture.js';

export const regulations = '/v1/registry/regulations';
export const versions = '/v1/registry/regulation-versions';

export const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`);

export const send = (office: Office, bytes: Buffer, type: string = fileTypes.pdf): Promise<Answer> =>
  office.registrar.post(`${regulations}/files`, bytes, { 'content-type': type });

/** A regulation in force since the beginning of 2026 that everyone appointed must read within ten days. */
export async function regulation(
  office: Office,
  symbol: string,
  changes: Partial<NewRegulation> = {},
): Promise<Regulation> {
  const file = await send(office, pdf(symbol));
  const answer = await office.registrar.post(regulations, {
    kind: 'regulation',
    symbol,
    title: 'Quy chế hoạt động của cộng tác viên dư luận xã hội',
    issuer: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
    issuedOn: '2025-12-20',
    inForceFrom: '2026-01-01',
    fileSha256: file.body.sha256,
    audience: { roles: [], levels: [], organisationId: null },
    readWithinDays: 10,
    ...changes,
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}
