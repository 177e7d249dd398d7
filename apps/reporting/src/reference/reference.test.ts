import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import { organisationRecorded } from '#contracts/organisations';
import { appointmentRecorded } from '#contracts/people';
import { numbers, periods, Province, reports } from '../province.fixture.js';

let province: Province;

beforeAll(async () => {
  province = await Province.open();
});
afterAll(() => province?.close());

const rows = <Row>(sql: string, ...values: unknown[]) => province.service.database.query<Row>(sql, values);
const stored = async (id: string) => {
  const [row] = await rows<{ version: number; state: string }>(
    'SELECT version, state FROM reporting.appointment WHERE id = $1',
    id,
  );
  return row;
};

describe('what the registry says of an appointment', () => {
  it('is kept as of its newest version, in whatever order it comes', async () => {
    const { appointment } = await province.collaborator();
    const said = (version: number, changes: object) =>
      appointmentRecorded.of(appointment.id, version, { ...appointment, ...changes });
    await province.service.publish(said(3, { state: 'ended', to: '2015-01-01' }));
    await province.service.publish(said(1, {}));
    await province.service.publish(said(2, { to: '2020-01-01' }));
    expect(await stored(appointment.id)).toEqual({ version: 3, state: 'ended' });
  });

  it('is kept when the newest comes first of all', async () => {
    const { appointment } = await province.collaborator();
    const other = { ...appointment, id: '6c1a5dd0-9e0a-4b43-9a63-2a5f9a5b8c01' };
    for (const version of [3, 1, 2]) {
      const state = version === 3 ? ('ended' as const) : ('appointed' as const);
      await province.service.publish(appointmentRecorded.of(other.id, version, { ...other, state }));
    }
    expect(await stored(other.id)).toEqual({ version: 3, state: 'ended' });
  });

  it('moves the reports with it when another record of the person is kept', async () => {
    const { appointment, client } = await province.collaborator();
    const month = await province.month();
    const filed = await client.post(reports, province.report(month));
    expect(filed.status).toBe(201);
    const personId = '3f1d2c5e-7a9b-4c1d-8e2f-1a2b3c4d5e6f';
    const kept = province.service.as('collaborator', { personId });
    expect((await kept.get(`${reports}/${filed.body.id}`)).status).toBe(404);
    await province.service.publish(appointmentRecorded.of(appointment.id, 2, { ...appointment, personId }));
    expect((await kept.get(`${reports}/${filed.body.id}`)).status).toBe(200);
    expect((await client.get(`${reports}/${filed.body.id}`)).status).toBe(404);
    const late = { ...appointment, personId: appointment.personId };
    await province.service.publish(appointmentRecorded.of(appointment.id, 1, late));
    expect((await kept.get(`${reports}/${filed.body.id}`)).status).toBe(200);
  });

  it('decides who may file: an appointment that has ended does not', async () => {
    const binh = await province.collaborator();
    const month = await province.month();
    const ended = { ...binh.appointment, to: month.startsOn, state: 'ended' as const };
    await province.service.publish(appointmentRecorded.of(ended.id, 2, ended));
    expect(await binh.client.post(reports, province.report(month))).toMatchObject({
      status: 422,
      body: { code: 'opinion.not-appointed' },
    });
  });
});

describe('the tree of units', () => {
  const ords = (reportId: string) =>
    rows<{ report: number; item: number }>(
      `SELECT r.ord AS report, i.ord AS item FROM reporting.opinion_report r
         JOIN reporting.opinion_item i ON i.report_id = r.id WHERE r.id = $1`,
      reportId,
    );

  it('takes its reports and expected reports with it when it is numbered anew', async () => {
    const hoa = await province.collaborator('kyLua');
    const month = await province.month();
    const report = await province.filed(hoa, month, {
      items: [province.item({ areaId: province.areas.dongDang })],
    });
    await province.closed(month);
    expect(await ords(report.id)).toEqual([{ report: 2, item: 3 }]);

    await province.number({ province: [11, 14], dongDang: [12, 12], kyLua: [13, 13], tamThanh: [14, 14] }, 2);
    expect(await ords(report.id)).toEqual([{ report: 13, item: 12 }]);
    const reviewer = province.service.as('reviewer', { ranges: [[13, 13]] });
    expect((await reviewer.get(`${reports}/${report.id}`)).status).toBe(200);
    const expected = await reviewer.get(`${periods}/${month.id}/expected-reports`);
    expect(expected.body.items).toContainEqual(
      expect.objectContaining({ appointmentId: hoa.appointment.id }),
    );
    const stale = province.service.as('reviewer', { ranges: [[2, 2]] });
    expect((await stale.get(`${reports}/${report.id}`)).status).toBe(404);
  });

  it('is not undone by an older numbering that comes late', async () => {
    const nodes = () => rows('SELECT area_id, lo, hi FROM reporting.area_node ORDER BY lo');
    await province.number({ province: [21, 24], kyLua: [22, 22], dongDang: [23, 23], tamThanh: [24, 24] }, 5);
    const before = await nodes();
    await province.number(numbers, 4);
    expect(await nodes()).toEqual(before);
  });

  it('loses the units that the newer numbering no longer names', async () => {
    await province.number({ province: [31, 33], kyLua: [32, 32], dongDang: [33, 33] }, 6);
    const month = await province.month();
    const hoa = await province.collaborator('kyLua');
    const items = [province.item({ areaId: province.areas.tamThanh })];
    expect(await hoa.client.post(reports, province.report(month, { items }))).toMatchObject({
      status: 422,
      body: { code: 'opinion.unknown-reference', errors: [{ path: 'items.0.areaId' }] },
    });
    const tamThanh = await province.collaborator('tamThanh');
    expect(await tamThanh.client.post(reports, province.report(month))).toMatchObject({
      status: 422,
      body: { code: 'opinion.area-not-in-force' },
    });
  });

  it('belongs to its root: another root has its own from the same day, and may have none any more', async () => {
    const unit = '6c1a5dd0-9e0a-4b43-9a63-2a5f9a5b8c31';
    const tree = (nodes: [string, number, number][]) => ({ root: '30', from: '2000-01-01', to: null, nodes });
    const ours = () => rows(`SELECT area_id, lo, hi FROM reporting.area_node WHERE root = '20' ORDER BY lo`);
    const before = await ours();
    const theirs = () => rows(`SELECT lo, tree_from::text FROM reporting.area_node WHERE root = '30'`);
    await province.service.publish(areaTreeNumbered.of('30.2000-01-01', 7, tree([[unit, 41, 41]])));
    expect(await theirs()).toEqual([{ lo: 41, tree_from: '2000-01-01' }]);
    await province.service.publish(areaTreeNumbered.of('30.2000-01-01', 8, tree([])));
    expect(await theirs()).toEqual([]);
    expect(await ours()).toEqual(before);
  });
});

describe('a unit', () => {
  it('ends as its newest record says, in whatever order they come', async () => {
    const facts = {
      id: '6c1a5dd0-9e0a-4b43-9a63-2a5f9a5b8c32',
      code: '06295',
      name: 'Xã Khánh Khê',
      type: 'commune',
      parentCode: '20',
      validFrom: '2020-01-01',
    } as const;
    for (const [version, validTo] of [
      [2, '2025-01-01'],
      [1, null],
    ] as const)
      await province.service.publish(areaRecorded.of(facts.id, version, { ...facts, validTo }));
    expect(
      await rows('SELECT parent_code, valid_to::text FROM reporting.area WHERE id = $1', facts.id),
    ).toEqual([{ parent_code: '20', valid_to: '2025-01-01' }]);
  });
});

describe('an organisation', () => {
  it('is called as its newest record says, in whatever order they come', async () => {
    const facts = {
      id: '6c1a5dd0-9e0a-4b43-9a63-2a5f9a5b8c33',
      code: 'SNN',
      kind: 'department',
      level: 'province',
      parentCode: null,
      areaCode: null,
      validFrom: '2000-01-01',
      validTo: null,
    } as const;
    for (const [version, name] of [
      [1, 'Sở Nông nghiệp và Phát triển nông thôn'],
      [3, 'Sở Nông nghiệp và Môi trường'],
      [2, 'Sở Nông nghiệp'],
    ] as const)
      await province.service.publish(organisationRecorded.of(facts.id, version, { ...facts, name }));
    expect(await rows('SELECT name, version FROM reporting.organisation WHERE id = $1', facts.id)).toEqual([
      { name: 'Sở Nông nghiệp và Môi trường', version: 3 },
    ]);
  });
});
