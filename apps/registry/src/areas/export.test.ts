import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import { readSheets, sheetTypes } from '#documents/sheets';
import type { TestService } from '#testing/test-service';
import { areas, importUnits, startRegistry, unit } from './units.fixture.js';

type Format = keyof typeof sheetTypes;
const formats = Object.keys(sheetTypes) as Format[];

let source: TestService;

beforeAll(async () => {
  source = await startRegistry();
  const registrar = source.as('registrar');
  await importUnits(registrar, langSonUnits, langSonSuccessions);
  const rows = [
    unit('S1', { validTo: '2022-01-01' }),
    unit('S2', { validFrom: '2022-01-01', name: 'Xã "Đèo, Khế"' }),
    unit('S3', { validFrom: '2022-01-01' }),
  ];
  const link = { effective: '2022-01-01', fromCode: 'S1', kind: 'split' } as const;
  await importUnits(registrar, rows, [
    { ...link, toCode: 'S2', share: 0.125 },
    { ...link, toCode: 'S3', share: 0.875 },
  ]);
});
afterAll(() => source?.close());

const exported = async (service: TestService, format: Format, list = 'areas') => {
  const answer = await service.as('editor').get(`${areas}/exports?format=${format}&list=${list}`);
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'content-type': expect.stringContaining(sheetTypes[format]) },
  });
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="areas.${format}"`);
  return answer.body as Buffer;
};

describe('an export of units', () => {
  it.each(formats)('as %s is the same again when it was imported elsewhere', async (format) => {
    const other = await startRegistry();
    try {
      for (const list of format === 'xlsx' ? ['areas'] : ['areas', 'successions']) {
        const answer = await other
          .as('registrar')
          .post(`${areas}/imports/files?list=${list}`, await exported(source, format, list), {
            'content-type': sheetTypes[format],
          });
        expect(answer).toMatchObject({ status: 200, body: { applied: true, problems: [] } });
      }
      for (const list of ['areas', 'successions'])
        expect((await exported(other, 'tsv', list)).toString()).toBe(
          (await exported(source, 'tsv', list)).toString(),
        );
    } finally {
      await other.close();
    }
  });

  it('holds every version and succession, with shares', async () => {
    const sheets = await readSheets(await exported(source, 'xlsx'), sheetTypes.xlsx);
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['areas', 1 + 278 + 3],
      ['successions', 1 + 198 + 2],
    ]);
    expect(sheets[1]!.rows).toContainEqual(['2022-01-01', 'S1', 'S2', 'split', '0.125']);
  });

  it('is for whoever may read units', async () => {
    expect((await source.as('collaborator').get(`${areas}/exports`)).status).toBe(200);
    expect((await source.asClient('course.read').get(`${areas}/exports`)).status).toBe(403);
    expect((await source.anonymous.get(`${areas}/exports`)).status).toBe(401);
    expect(await source.as('editor').get(`${areas}/exports?format=pdf`)).toMatchObject({ status: 400 });
  });
});

describe('a file of successions', () => {
  const send = (...lines: string[]) =>
    source.as('registrar').post(`${areas}/imports/files?list=successions&dryRun=true`, lines.join('\n'), {
      'content-type': sheetTypes.tsv,
    });

  it('may leave out the shares', async () => {
    const { body } = await send('effective\tfromCode\ttoCode\tkind', '2025-07-01\t05980\t05977\tmerge');
    expect(body).toMatchObject({ counts: { areas: 0, successions: 0 }, problems: [] });
  });

  it('has shares that are none listed by line', async () => {
    const head = 'effective\tfromCode\ttoCode\tkind\tshare';
    const { body } = await send(
      head,
      ...['x', '1.5', '0', '-1'].map((share) => `2022-01-01\tS1\tS2\tsplit\t${share}`),
    );
    expect(
      body.problems.map(({ line, message }: { line: number; message: string }) => [
        line,
        message.split(':')[0],
      ]),
    ).toEqual([
      [2, 'share'],
      [3, 'share'],
      [4, 'share'],
      [5, 'share'],
    ]);
  });
});
