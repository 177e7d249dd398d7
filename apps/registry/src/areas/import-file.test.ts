import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sheetTypes, writeSheets } from '#documents/sheets';
import { idempotencyKey, type TestClient, type TestService } from '#testing/test-service';
import { areas, importUnits, provinceWith, startRegistry, unitOf } from './units.fixture.js';

const titles = ['code', 'name', 'type', 'validFrom', 'validTo', 'parentCode'];
const tsv = (...lines: string[]): string => [titles.join('\t'), ...lines].join('\n');
const files = `${areas}/imports/files`;

describe('a file of units', () => {
  let service: TestService;
  let registrar: TestClient;
  beforeAll(async () => {
    service = await startRegistry();
    registrar = service.as('registrar');
    await importUnits(registrar, provinceWith('1', '2'));
  });
  afterAll(() => service?.close());

  const send = (body: string | Buffer, type: string = sheetTypes.tsv, query = '', headers = {}) =>
    registrar.post(`${files}${query}`, body, { 'content-type': type, ...headers });

  it('is imported, and is imported once under its key', async () => {
    const body = tsv('3\tXã Ba\tcommune\t2021-01-01\t\t20');
    const key = idempotencyKey('file-of-one-unit');
    expect((await send(body, undefined, '', key)).body).toMatchObject({
      applied: true,
      counts: { areas: 1 },
    });
    expect((await send(body, undefined, '', key)).body).toMatchObject({
      applied: true,
      counts: { areas: 1 },
    });
    expect((await send(`${body}\n`, undefined, '', key)).status).toBe(409);
    expect(await unitOf(registrar, '3')).toMatchObject({ name: 'Xã Ba', validFrom: '2021-01-01' });
  });

  it('can be tried first', async () => {
    const { body } = await send(tsv('4\tXã Bốn\tcommune\t2021-01-01\t\t20'), undefined, '?dryRun=true');
    expect(body).toEqual({ applied: false, counts: { areas: 1, successions: 0 }, problems: [] });
    await expect(unitOf(registrar, '4')).rejects.toThrow(/"items":\[\]/);
  });

  it('has every problem listed by its line, and nothing of it is stored', async () => {
    const { status, body } = await send(
      tsv(
        '5\tXã Năm\tcommune\t2021-01-01\t\t20',
        '6\tXã Sáu\tvillage\t2021-02-30\t\t20',
        '',
        '7\t\tcommune\t2021-01-01\t\t20',
        '8\tXã Tám\tcommune\t2021-01-01\t\t99',
      ),
    );
    expect({ status, applied: body.applied }).toEqual({ status: 200, applied: false });
    const problems = body.problems as { line: number; message: string }[];
    expect(problems.map(({ line, message }) => `${line} ${message.split(':')[0]}`)).toEqual([
      '3 type',
      '3 validFrom',
      '5 name',
      '6 the parent 99 of 8 does not exist on 2021-01-01',
    ]);
    await expect(unitOf(registrar, '5')).rejects.toThrow(/"items":\[\]/);
  });

  it('as a workbook holds units and successions', async () => {
    const column = (title: string) => ({ title });
    const units = {
      name: 'areas',
      columns: titles.map(column),
      rows: [
        ['10', 'Xã Mười', 'commune', '2021-01-01', '2023-01-01', '20'],
        ['11', 'Xã Mười một', 'commune', '2023-01-01', null, '20'],
      ],
    };
    const links = {
      name: 'successions',
      columns: ['effective', 'fromCode', 'toCode', 'kind'].map(column),
      rows: [['2023-01-01', '10', '11', 'merge']],
    };
    const { body } = await send(await writeSheets([units, links], sheetTypes.xlsx), sheetTypes.xlsx);
    expect(body).toEqual({ applied: true, counts: { areas: 2, successions: 1 }, problems: [] });
    const { id } = await unitOf(registrar, '11');
    expect((await registrar.get(`${areas}/${id}/successions`)).body.items).toHaveLength(1);
  });

  it.each([
    ['nothing', '', sheetTypes.tsv],
    ['other titles', 'a\tb\n1\t2', sheetTypes.tsv],
  ])('of %s is no import', async (_, body, type) => {
    const answer = await send(body, type);
    expect(answer.body).toMatchObject({ applied: false });
    expect(answer.body.problems[0]).toMatchObject({ line: 1 });
  });

  it('that is damaged is refused', async () => {
    for (const [body, type] of [
      [Buffer.from([0xc3, 0x28]), sheetTypes.csv],
      [Buffer.from('PK'), sheetTypes.xlsx],
      [
        await writeSheets([{ name: 'x', columns: [{ title: 'a' }], rows: [] }], sheetTypes.xlsx),
        sheetTypes.xlsx,
      ],
    ] as const)
      expect(await send(body, type)).toMatchObject({ status: 422, body: { code: 'file.unreadable' } });
  });

  it('of more than 16 MB is refused', async () => {
    const answer = await send(Buffer.alloc(17 * 1024 * 1024, 'x'));
    expect(answer).toMatchObject({ status: 413, body: { code: 'request.too-large' } });
  });
});
