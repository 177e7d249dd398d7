import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregateReportDispatched } from '#contracts/aggregates';
import { certificateExpiring } from '#contracts/certificates';
import type { Notice } from '#contracts/notifications';
import { opinionReportChanged } from '#contracts/opinion';
import { appointmentRecorded } from '#contracts/people';
import { eventually } from '#testing/eventually';
import { ifMatch } from '#testing/test-service';
import { grantOf } from '../accounts/registry.fixture.js';
import { everyPage, importUnits, provinceWith, unitOf } from '../areas/units.fixture.js';
import { made, notices, type Reader, Readers } from './readers.fixture.js';

let readers: Readers;
let areas: { province: string; kyLua: string; dongDang: string };
let organisationId: string;
let otherOrganisationId: string;

beforeAll(async () => {
  readers = await Readers.open();
  const registrar = readers.service.as('registrar');
  await importUnits(registrar, provinceWith('KL', 'DD'));
  const idOf = async (code: string) => (await unitOf(registrar, code)).id;
  areas = { province: await idOf('20'), kyLua: await idOf('KL'), dongDang: await idOf('DD') };
  const body = (code: string) => ({
    code,
    name: `Ban ${code}`,
    kind: 'party-board',
    level: 'province',
    validFrom: '2000-01-01',
    validTo: null,
    parentCode: null,
    areaCode: null,
  });
  await registrar.post('/v1/registry/organisations/imports', { organisations: [body('A'), body('B')] });
  const { items } = made(await registrar.get('/v1/registry/organisations'));
  [organisationId, otherOrganisationId] = items.map(({ id }: { id: string }) => id);
});
afterAll(() => readers?.close());

/** Appointed by the registrar, as the registry's own events tell it. */
const appoint = async (reader: Reader, areaId = areas.kyLua) =>
  made(
    await readers.service.as('registrar').post('/v1/registry/appointments', {
      personId: reader.personId,
      role: 'collaborator',
      level: 'commune',
      organisationId,
      areaId,
      from: '2025-01-01',
      to: null,
      position: 'Cộng tác viên',
      decisionNumber: '1-QĐ',
      decisionDate: '2024-12-20',
      decisionIssuer: 'Ban',
      legalBasis: null,
    }),
  );

const returned = (appointmentId: string, before: 'submitted' | 'returned' = 'submitted') => {
  const id = randomUUID();
  const facts = { id, periodId: randomUUID(), appointmentId, onTime: true };
  return opinionReportChanged.of(id, 3, { ...facts, state: 'returned', before });
};

const has = (reader: Reader, ...kinds: Notice['kind'][]) =>
  eventually(async () => {
    const found = await reader.notices();
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
    return found;
  });

describe('people are told', () => {
  it('by the registry itself that they were appointed, and that it has ended', async () => {
    const hoa = await readers.reader();
    const appointment = await appoint(hoa);
    const [first] = await has(hoa, 'appointment.recorded');
    expect(first).toEqual({
      id: expect.any(String),
      kind: 'appointment.recorded',
      urgent: false,
      title: 'Quyết định bổ nhiệm được ghi nhận',
      text: 'Bổ nhiệm của bạn: cộng tác viên, từ ngày 01/01/2025.',
      link: `/v1/registry/appointments/${appointment.id}`,
      createdAt: expect.stringMatching(/Z$/),
      readAt: null,
    });
    const end = { on: '2025-06-01', reason: 'transferred', decisionNumber: '2-QĐ' };
    const registrar = readers.service.as('registrar');
    made(await registrar.post(`/v1/registry/appointments/${appointment.id}/end`, end, ifMatch(appointment)));
    const [second] = await has(hoa, 'appointment.recorded', 'appointment.recorded');
    expect(second!.text).toContain('kết thúc từ ngày 01/06/2025');
  });

  it('once by one event, where they are both whom it is about and a superior of it', async () => {
    const chi = await readers.reader({ grants: [grantOf('reviewer', { areaId: areas.dongDang })] });
    const superior = await readers.reader({ grants: [grantOf('reviewer', { areaId: areas.dongDang })] });
    const appointment = await appoint(chi, areas.dongDang);
    const certificateId = randomUUID();
    await readers.service.publish(
      certificateExpiring.of(certificateId, 1, {
        certificateId,
        personId: chi.personId,
        appointmentIds: [appointment.id],
        courseTitle: 'Phương pháp phỏng vấn',
        number: '1/2026',
        validTo: '2026-12-31',
        daysLeft: 30,
      }),
    );
    const [told] = await has(superior, 'certificate.expiring');
    expect(told!.link).toBeNull();
    const own = await has(chi, 'appointment.recorded', 'certificate.expiring');
    expect(own.map(({ link }) => link)).toContain(`/v1/training/certificates/${certificateId}`);
  });

  it('as reviewers that a post in their area is vacant, and not whose it was', async () => {
    const [province, own, elsewhere, former] = await Promise.all([
      readers.reader({ grants: [grantOf('reviewer')] }),
      readers.reader({ grants: [grantOf('reviewer', { areaId: areas.kyLua })] }),
      readers.reader({ grants: [grantOf('reviewer', { areaId: areas.dongDang })] }),
      readers.reader({ grants: [grantOf('reviewer', { areaId: areas.kyLua, to: '2024-01-01' })] }),
    ]);
    const binh = await readers.reader();
    const appointment = await appoint(binh);
    const end = { on: '2025-06-01', reason: 'retired', decisionNumber: '2-QĐ' };
    const registrar = readers.service.as('registrar');
    made(await registrar.post(`/v1/registry/appointments/${appointment.id}/end`, end, ifMatch(appointment)));
    const [notice] = await has(own, 'network.vacated');
    expect(notice!.text).toBe('Một vị trí cộng tác viên trong địa bàn của bạn trống từ ngày 01/06/2025.');
    await has(province, 'network.vacated');
    await has(elsewhere);
    await has(former);
  });

  it('as authors that their report was returned, once for each return', async () => {
    const [lan, other] = [await readers.reader(), await readers.reader()];
    const { id } = await appoint(lan);
    const event = returned(id);
    await readers.service.publish(event, returned(id, 'returned'));
    const found = await has(lan, 'appointment.recorded', 'opinion-report.returned');
    const notice = found.find(({ kind }) => kind === 'opinion-report.returned')!;
    expect(notice.link).toBe(`/v1/reporting/opinion-reports/${event.subject}`);
    await has(other);
  });

  it('as substitutes what comes to the post they stand in for, while they do', async () => {
    const [holder, substitute, former] = [
      await readers.reader(),
      await readers.reader(),
      await readers.reader(),
    ];
    const appointment = await appoint(holder);
    const path = `/v1/registry/appointments/${appointment.id}/substitutions`;
    const registrar = readers.service.as('registrar');
    const stand = async ({ personId }: Reader, from: string, to: string) => {
      const now = made(await registrar.get(`/v1/registry/appointments/${appointment.id}`));
      made(await registrar.post(path, { personId, from, to, decisionNumber: '3-QĐ' }, ifMatch(now)));
    };
    await stand(former, '2025-02-01', '2025-03-01');
    await stand(substitute, '2025-04-01', '2199-01-01');
    await readers.service.publish(returned(appointment.id));
    await has(substitute, 'opinion-report.returned');
    await has(former);
  });

  it('as recipients what was sent to their organisation', async () => {
    const grants = [grantOf('recipient', { organisationId })];
    const [ours, others, editor] = await Promise.all([
      readers.reader({ grants }),
      readers.reader({ grants: [grantOf('recipient', { organisationId: otherOrganisationId })] }),
      readers.reader({ grants: [grantOf('editor')] }),
    ]);
    const id = randomUUID();
    const facts = { id, number: 12, symbol: 'BC/BTGDVTU', organisationIds: [organisationId] };
    await readers.service.publish(aggregateReportDispatched.of(id, 8, facts));
    const [notice] = await has(ours, 'aggregate-report.dispatched');
    expect(notice!.title).toBe('Báo cáo tổng hợp số 12-BC/BTGDVTU');
    await has(others);
    await has(editor);
  });

  it('what an administrator did to their account', async () => {
    const thu = await readers.reader();
    const administrator = readers.service.as('administrator');
    const path = `/v1/registry/accounts/${thu.accountId}`;
    const version = async () => ifMatch(made(await administrator.get(path)));
    made(await administrator.post(`${path}/reset-password`, undefined, await version()));
    made(await administrator.post(`${path}/reset-second-factor`, undefined, await version()));
    const found = await has(thu, 'account.security', 'account.security');
    expect(found.map(({ title }) => title).toSorted()).toEqual([
      'Mật khẩu được đặt lại',
      'Xác thực hai bước bị gỡ',
    ]);
    expect(found.every(({ urgent }) => urgent)).toBe(true);
  });

  it('while the next is being done, without the two getting into each other’s way', async () => {
    const thanh = await readers.reader();
    const administrator = readers.service.as('administrator');
    const path = `/v1/registry/accounts/${thanh.accountId}`;
    for (let count = 0; count < 25; count += 1) {
      const version = ifMatch(made(await administrator.get(path)));
      made(await administrator.post(`${path}/reset-second-factor`, undefined, version));
    }
    await has(thanh, ...Array.from({ length: 25 }, () => 'account.security' as const));
  });

  it('that somebody guesses at their password, but nobody for a name that none has', async () => {
    const quang = await readers.reader();
    const { username } = made(
      await readers.service.as('administrator').get(`/v1/registry/accounts/${quang.accountId}`),
    );
    for (const name of [username, 'khong-ai-ca']) {
      for (let attempt = 0; attempt < 10; attempt += 1)
        await readers.service.anonymous.post('/v1/registry/sessions', {
          username: name,
          password: 'đoán mò',
        });
    }
    const [notice] = await has(quang, 'account.security');
    expect(notice!.title).toBe('Tài khoản tạm khóa');
  });

  it('nothing while their account is closed', async () => {
    const nam = await readers.reader();
    const { id } = await appoint(nam);
    await has(nam, 'appointment.recorded');
    const administrator = readers.service.as('administrator');
    const path = `/v1/registry/accounts/${nam.accountId}`;
    made(
      await administrator.post(`${path}/disable`, undefined, ifMatch(made(await administrator.get(path)))),
    );
    await readers.service.publish(returned(id));
    await has(nam, 'appointment.recorded');
  });

  it('nothing of an event that names nobody we know, and it holds up no other', async () => {
    const viet = await readers.reader();
    const { id } = await appoint(viet);
    await readers.service.publish(returned(randomUUID()), returned(id));
    await has(viet, 'appointment.recorded', 'opinion-report.returned');
  });

  it('of an event that cannot be understood nothing, and it becomes a dead letter', async () => {
    const broken = { ...returned(randomUUID()), data: { id: 'x' } };
    await readers.service.publish(broken);
    const { items } = made(await readers.service.as('administrator').get('/v1/registry/dead-letters'));
    expect(items).toMatchObject([{ type: opinionReportChanged.type, attempts: 5 }]);
  });
});

describe('the own notices', () => {
  let reader: Reader;
  let own: Notice[];
  const ids = (list: Notice[]) => list.map(({ id }) => id);

  beforeAll(async () => {
    reader = await readers.reader();
    const { id } = await appoint(reader);
    for (let count = 0; count < 6; count += 1) await readers.service.publish(returned(id));
    own = await eventually(async () => {
      const found = await reader.notices();
      expect(found).toHaveLength(7);
      return found;
    });
  });

  it('are listed newest first, page by page, and each once', async () => {
    const times = own.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(ids(await everyPage(reader.client, `${notices}?limit=2`))).toEqual(ids(own));
    const { body } = await reader.client.get(`${notices}?limit=2&total=true`);
    expect(body.total).toBe(7);
    const filtered = await reader.client.get(`${notices}?filter[kind][eq]=appointment.recorded`);
    expect(filtered.body.items).toHaveLength(1);
  });

  it('can be marked as read, one by one, and then stand below the others', async () => {
    const [first, second] = own as [Notice, Notice];
    const marked = await reader.client.post(`${notices}/${first.id}/read`);
    expect(marked).toMatchObject({ status: 200, body: { unread: 6 } });
    expect((await reader.client.post(`${notices}/${first.id}/read`)).body).toEqual({ unread: 6 });
    const now = await reader.notices();
    expect(now[0]!.id).toBe(second.id);
    expect(now.at(-1)).toEqual({ ...first, readAt: expect.stringMatching(/Z$/) });
    expect(ids(await everyPage(reader.client, `${notices}?limit=2`))).toEqual(ids(now));
  });

  it('can be marked up to one of them', async () => {
    const { body } = await reader.client.post(`${notices}/read`, { upTo: own[3]!.id });
    expect(body).toEqual({ unread: 2 });
    const unread = (await reader.notices()).filter(({ readAt }) => readAt === null);
    expect(ids(unread)).toEqual([own[1]!.id, own[2]!.id]);
    expect((await reader.client.get(`${notices}/unread`)).body).toEqual({ unread: 2 });
  });

  it('are nobody else’s', async () => {
    const other = await readers.reader();
    expect(await other.notices()).toEqual([]);
    const id = own[1]!.id;
    for (const [path, body] of [
      [`${notices}/${id}/read`, undefined],
      [`${notices}/read`, { upTo: id }],
      [`${notices}/${randomUUID()}/read`, undefined],
    ] as const) {
      const answer = await other.client.post(path, body);
      expect(answer).toMatchObject({ status: 404, body: { code: 'resource.not-found' } });
    }
    expect((await reader.client.get(`${notices}/unread`)).body).toEqual({ unread: 2 });
    expect((await readers.service.asClient('area.read').get(notices)).status).toBe(403);
  });

  it('can be followed as server-sent events', async () => {
    const followed = await readers.reader();
    const { id } = await appoint(followed);
    await has(followed, 'appointment.recorded');
    const { body } = await followed.client.get(`${notices}/stream?seconds=0`);
    expect(body.toString()).toBe('event: unread\ndata: {"unread":1}\n\n');
    const following = followed.client.get(`${notices}/stream?seconds=4`);
    await readers.service.publish(returned(id));
    const events = String((await following).body);
    expect(events).toContain('data: {"unread":2}');
  });
});

it('an appointment that is only nominated is nobody’s news', async () => {
  const reader = await readers.reader();
  const facts = {
    id: randomUUID(),
    personId: reader.personId,
    role: 'speaker' as const,
    level: 'province' as const,
    organisationId,
    areaId: areas.province,
    from: '2026-01-01',
    to: null,
  };
  await readers.service.publish(appointmentRecorded.of(facts.id, 1, { ...facts, state: 'nominated' }));
  expect(await reader.notices()).toEqual([]);
});
