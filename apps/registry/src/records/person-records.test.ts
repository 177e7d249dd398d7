import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opinionReportChanged } from '#contracts/opinion';
import type { Appointment, Person } from '#contracts/people';
import { periodOpened } from '#contracts/periods';
import type { PersonRecord } from '#contracts/person-records';
import type { TestClient } from '#testing/test-service';
import { rangesOf } from '../areas/units.fixture.js';
import { Office, people } from '../people/office.fixture.js';

const own = '/v1/registry/me/record';

let office: Office;
let hoa: Person;
let held: Appointment;
beforeAll(async () => {
  office = await Office.open();
  hoa = await office.person('Hoàng Thị Hòa');
  held = await office.appointed(hoa);
});
afterAll(() => office?.service.close());

const recordOf = async (client: TestClient, { id }: { id: string }): Promise<PersonRecord> =>
  (await client.get(`${people}/${id}/record`)).body;
const themselves = ({ id }: { id: string }) => office.service.as('collaborator', { personId: id });

async function period(code: string): Promise<string> {
  const id = randomUUID();
  const facts = { id, code, kind: 'monthly', startsOn: `${code}-01`, endsOn: `${code}-28` } as const;
  await office.service.publish(periodOpened.of(id, 1, facts));
  return id;
}

type Report = Parameters<typeof opinionReportChanged.of>[2] & { id: string };
const report = (periodId: string, changes: Partial<Report> = {}): Report => ({
  id: randomUUID(),
  periodId,
  appointmentId: held.id,
  state: 'submitted',
  onTime: true,
  ...changes,
});
const told = (version: number, facts: Report) =>
  office.service.publish(opinionReportChanged.of(facts.id, version, facts));

describe('the record of a person', () => {
  it('holds appointments, and nothing yet where there is nothing', async () => {
    const record = await recordOf(office.registrar, hoa);
    expect(record).toEqual({
      person: hoa,
      formerNames: [],
      appointments: [held],
      reports: [],
      commendations: [],
      contracts: [],
      training: { classes: [], certificates: [] },
      conferences: [],
      fieldwork: [],
      reads: [],
    });
  });

  it('is seen by the person whole, as the registrar sees it', async () => {
    const binh = await office.person('Nông Văn Bình');
    await office.appointed(binh);
    const { reads: _, ...seen } = await recordOf(office.registrar, binh);
    const whole = (await themselves(binh).get(own)).body;
    expect(whole).toEqual({ ...seen, reads: [expect.objectContaining({ what: 'record', purpose: null })] });
    expect(await recordOf(themselves(binh), binh)).toEqual(whole);
    expect((await themselves(binh).get(`${people}/${hoa.id}/record`)).status).toBe(404);
    expect((await office.registrar.get(own)).status).toBe(404);
  });

  it('tells the person who read what of them, by name, and not their own looks', async () => {
    const [an, reader] = [await office.person('Lý An'), await office.person('Văn thư Đào')];
    const admin = office.service.as('administrator');
    const body = {
      username: 'van-thu-dao',
      personId: reader.id,
      initialPassword: 'mot-mat-khau-rat-dai',
      grants: [],
    };
    const account = (await admin.post('/v1/registry/accounts', body)).body;
    const client = office.service.as('registrar', { accountId: account.id, personId: reader.id });
    await client.get(`${people}/${an.id}/contact?purpose=contract`);
    await client.get(`${people}/${an.id}/data`);
    await client.get(`${people}/${an.id}/record`);
    const me = themselves(an);
    await me.get(own);
    const by = { accountId: account.id, fullName: 'Văn thư Đào', at: expect.any(String) };
    expect((await me.get(own)).body.reads).toEqual([
      { ...by, what: 'record', purpose: null },
      { ...by, what: 'data', purpose: null },
      { ...by, what: 'contact', purpose: 'contract' },
    ]);
  });

  it('shows a reviewer what lies in their areas, and not who else has read it', async () => {
    const communes = (
      await office.registrar.get('/v1/registry/areas?asOf=2026-01-01&limit=100&filter[type][in]=commune,ward')
    ).body.items;
    const area = (name: string) => communes.find((one: { name: string }) => one.name.endsWith(name));
    const person = await office.person('Bế Văn Đức');
    const level = 'commune' as const;
    const first = await office.appointed(person, {
      level,
      areaId: area('Kỳ Lừa').id,
      from: '2025-09-01',
      to: '2026-01-01',
    });
    const second = await office.appointed(person, {
      level,
      areaId: area('Đồng Đăng').id,
      from: '2026-01-01',
    });
    const month = await period('2025-10');
    await told(1, report(month, { appointmentId: first.id }));
    await told(1, report(await period('2026-02'), { appointmentId: second.id }));
    const ranges = await rangesOf(office.service, area('Kỳ Lừa'));
    const reviewer = office.service.as('reviewer', { ranges });
    const record = await recordOf(reviewer, person);
    expect(record.appointments.map(({ id }) => id)).toEqual([first.id]);
    expect(record.reports.map(({ periodCode }) => periodCode)).toEqual(['2025-10']);
    expect(record.reads).toBeNull();
    expect((await reviewer.get(`${people}/${hoa.id}/record`)).status).toBe(404);
    for (const role of ['editor', 'approver', 'recipient'] as const) {
      expect((await office.service.as(role).get(`${people}/${person.id}/record`)).status, role).toBe(403);
    }
  });
});

describe('the reports in a record', () => {
  it('are counted by period, newest first: on time, late, and those that came back', async () => {
    const [march, april] = [await period('2026-03'), await period('2026-04')];
    const returned = report(march);
    await told(1, returned);
    await told(2, { ...returned, state: 'returned' });
    await told(3, { ...returned, state: 'submitted' });
    await told(4, { ...returned, state: 'accepted' });
    await told(1, report(march, { onTime: false }));
    await told(1, report(april));
    await told(1, report(april, { state: 'draft', onTime: null }));
    const { reports } = await recordOf(themselves(hoa), hoa);
    expect(reports.slice(0, 2)).toEqual([
      { periodId: april, periodCode: '2026-04', filed: 1, onTime: 1, late: 0, returned: 0 },
      { periodId: march, periodCode: '2026-03', filed: 2, onTime: 1, late: 1, returned: 1 },
    ]);
  });

  it('are those of the person alone, also when the period is not known here', async () => {
    const other = await office.person('Đinh Thị Hạnh');
    const appointment = await office.appointed(other);
    const unknown = randomUUID();
    await told(1, report(unknown, { appointmentId: appointment.id }));
    const { reports } = await recordOf(themselves(other), other);
    expect(reports).toEqual([
      { periodId: unknown, periodCode: null, filed: 1, onTime: 1, late: 0, returned: 0 },
    ]);
  });

  it('come to the same in whatever order, and however often, it is told', async () => {
    const story = (['draft', 'submitted', 'returned', 'submitted', 'accepted'] as const).map(
      (state, index) => ({
        version: index + 1,
        facts: { state, onTime: state === 'draft' ? null : false },
      }),
    );
    const telling = fc
      .tuple(
        fc.shuffledSubarray(story, { minLength: story.length }),
        fc.array(fc.constantFrom(...story), { maxLength: 3 }),
      )
      .map(([all, again]) => [...all, ...again]);
    const atOnce = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(telling, atOnce, async (events, batch) => {
        const month = randomUUID();
        const facts = report(month);
        const all = events.map(({ version, facts: changes }) =>
          opinionReportChanged.of(facts.id, version, { ...facts, ...changes }),
        );
        for (let first = 0; first < all.length; first += batch)
          await office.service.publish(...all.slice(first, first + batch));
        const { reports } = await recordOf(themselves(hoa), hoa);
        expect(reports.find(({ periodId }) => periodId === month)).toEqual({
          periodId: month,
          periodCode: null,
          filed: 1,
          onTime: 0,
          late: 1,
          returned: 1,
        });
      }),
      { numRuns: 15 },
    );
  });
});
