import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoOrganisations, langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import { organisationRecorded, type OrganisationRow } from '#contracts/organisations';
import { eventually } from '#testing/eventually';
import type { TestClient, TestService } from '#testing/test-service';
import { everyPage, importUnits, startRegistry } from '../areas/units.fixture.js';

const organisations = '/v1/registry/organisations';
const imports = `${organisations}/imports`;
const lines = demoOrganisations();

let service: TestService;
let registrar: TestClient;

beforeAll(async () => {
  service = await startRegistry();
  registrar = service.as('registrar');
  await importUnits(registrar, langSonUnits, langSonSuccessions);
});
afterAll(() => service?.close());

function body(code: string, changes: Partial<OrganisationRow> = {}): OrganisationRow {
  return {
    code,
    name: `Hội ${code}`,
    kind: 'association',
    level: 'province',
    parentCode: null,
    areaCode: '20',
    validFrom: '2024-01-01',
    validTo: null,
    ...changes,
  };
}

async function problemsOf(...rows: OrganisationRow[]): Promise<[line: number, message: string][]> {
  const answer = await registrar.post(imports, { organisations: rows });
  expect(answer).toMatchObject({ status: 200, body: { applied: false } });
  return answer.body.problems.map(({ line, message }: { line: number; message: string }) => [line, message]);
}

describe('the organisations of Lạng Sơn', () => {
  it('are checked, imported, and nothing new when imported again', async () => {
    const send = async (dryRun: boolean) =>
      (await registrar.post(imports, { organisations: lines, dryRun })).body;
    const counts = { organisations: lines.length, successions: 0 };
    expect(await send(true)).toEqual({ applied: false, counts, problems: [] });
    expect(await everyPage(registrar, `${organisations}?limit=100`)).toEqual([]);
    expect(await send(false)).toEqual({ applied: true, counts, problems: [] });
    expect(await send(false)).toEqual({
      applied: true,
      counts: { organisations: 0, successions: 0 },
      problems: [],
    });
    expect(await everyPage(registrar, `${organisations}?limit=100`)).toHaveLength(lines.length);
    await eventually(() => expect(service.sent(organisationRecorded)).toHaveLength(lines.length));
  });

  it('stand in their tree and in their area', async () => {
    const find = async (code: string) =>
      (await registrar.get(`${organisations}?filter[code][eq]=${code}&asOf=2026-01-01`)).body.items[0];
    const office = await find('BTGDV');
    expect(office).toMatchObject({
      name: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
      kind: 'party-board',
      parentCode: 'TU',
      areaCode: '20',
    });
    expect(office).not.toHaveProperty('search');
    expect((await registrar.get(`${organisations}/${office.id}`)).body).toEqual(office);
    expect(
      (await registrar.get(`${organisations}?filter[code][eq]=BTGDV&asOf=2024-01-01`)).body.items,
    ).toEqual([]);
  });

  it('are found however the accents are written', async () => {
    const names = async (search: string) =>
      (await everyPage(registrar, `${organisations}?limit=100&search=${encodeURIComponent(search)}`)).map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('tuyen giao va dan van tinh uy')).toEqual(['Ban Tuyên giáo và Dân vận Tỉnh ủy']);
    expect(await names('Tuyên Giáo và Dân Vận Tỉnh Uỷ'.normalize('NFD'))).toEqual([
      'Ban Tuyên giáo và Dân vận Tỉnh ủy',
    ]);
  });
});

describe('an import of organisations', () => {
  it('names the lines that do not fit', async () => {
    expect(
      await problemsOf(
        body('H1', { parentCode: 'H9' }),
        body('H2', { areaCode: '99999' }),
        body('H3', { validTo: '2025-01-01' }),
        body('H4', { parentCode: 'H3' }),
        body('H5', { validFrom: '2024-06-01' }),
        body('H5'),
        body('H6', { parentCode: 'H6' }),
      ),
    ).toEqual([
      [1, 'the parent H9 of H1 does not exist on 2024-01-01'],
      [4, 'H4 outlives its parent H3, which ends on 2025-01-01'],
      [5, 'H5 from 2024-06-01 overlaps its version from 2024-01-01'],
      [6, 'H5 from 2024-01-01 overlaps its version from 2024-06-01'],
      [7, 'H6 is its own ancestor on 2024-01-01'],
      [2, 'the area 99999 of H2 does not exist on 2024-01-01'],
    ]);
  });

  it('does not rewrite what is stored, and takes none of the other lines then', async () => {
    await registrar.post(imports, { organisations: [body('H7')] });
    expect(await problemsOf(body('H8'), body('H7', { name: 'Hội khác' }))).toEqual([
      [2, 'H7 from 2024-01-01 is stored with another name'],
    ]);
    expect((await registrar.get(`${organisations}?filter[code][eq]=H8`)).body.items).toEqual([]);
  });

  it('is for the registrar and the administrator', async () => {
    expect((await service.as('editor').post(imports, { organisations: [body('H9')] })).status).toBe(403);
    expect((await service.anonymous.post(imports, { organisations: [body('H9')] })).status).toBe(401);
    expect((await service.as('administrator').post(imports, { organisations: [body('H9')] })).status).toBe(
      200,
    );
  });
});
