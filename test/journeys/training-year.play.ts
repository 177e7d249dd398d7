import { strFromU8, unzipSync } from 'fflate';
import type { Area } from '#contracts/areas';
import type { Certificate } from '#contracts/certificates';
import type { ActionItem } from '#contracts/conference-entries';
import type { Conference } from '#contracts/conferences';
import type { CoverageGap, UnitCoverage } from '#contracts/coverage';
import type { Organisation } from '#contracts/organisations';
import type { Appointment, Person } from '#contracts/people';
import type { PersonRecord } from '#contracts/person-records';
import type { ClassCascade, Course, TrainingClass } from '#contracts/training';
import type { GuidanceQuestion, WrittenGuidance } from '#contracts/written-guidance';
import { eventually } from '#testing/eventually';
import { ApiClient } from '../../apps/standalone/src/demo/api-client.js';
import {
  demoOrganisations,
  langSonSuccessions,
  langSonUnits,
} from '../../apps/standalone/src/demo-data/index.js';

/** What a year of training and conferences came to; named, so that two plays can be compared. */
export interface TrainingYear {
  /** How many of the interviewers are trained in the units of a day: appointed, trained. */
  coverage: Record<'beforeTheReform' | 'afterIt' | 'afterTheTerm', Record<string, [number, number]>>;
  /** Interviewers to be trained anew when the certificates have ended. */
  gaps: number;
  cascade: { trained: number; teaching: number; rolledUp: [string, number, number][] };
  /** Of the first certificate: what anyone is shown, and what the registry tells those who assign. */
  certificate: { validity: string; told: [string, string | null, string][] };
  /** Texts of the items that each briefing has before it. */
  carried: string[][];
  /** Of a guidance in writing: how many got it, have read it and came to the class; what whoever has not read it sees. */
  guidance: { recipients: number; read: number; attended: number | undefined; answers: (string | null)[] };
  /** What the ward that began with the reform has from the communes that it was made of. */
  inherited: string[];
  minutes: { pdf: Buffer; text: string };
  /** Of one who was invited to all of it. */
  record: { classes: number; conferences: [string, boolean][] };
}

const month = (number: number): string => String(number).padStart(2, '0');
const PASSWORD = 'mot-nam-tap-huan-va-giao-ban';

interface GuidancePlay {
  course: Course;
  unit: Area;
  organisationId: string;
  personIds: string[];
  /** A client of somebody who has no role. */
  signIn(personId: string, index: number): Promise<ApiClient>;
}

/** Two read what is sent to all, one of them asks; whoever has read it came. */
async function playGuidance(office: ApiClient, of: GuidancePlay): Promise<TrainingYear['guidance']> {
  const { course, unit, organisationId, personIds, signIn } = of;
  const body = 'Ghi đúng lời người dân; tin đồn ghi riêng và đánh dấu.';
  await office.post(`/v1/training/courses/${course.id}/materials`, {
    kind: 'text',
    title: course.title,
    body,
  });
  const days = { startsOn: '2025-11-03', endsOn: '2025-11-17' };
  const plan = {
    courseId: course.id,
    level: 'commune',
    areaId: unit.id,
    organisationId,
    ...days,
    capacity: 30,
  };
  const { id } = await office.post<TrainingClass>('/v1/training/classes', plan);
  const path = `/v1/training/classes/${id}`;
  const now = async (): Promise<number> => (await office.get<TrainingClass>(path)).version;
  await office.post(`${path}/participants`, { personIds, reason: 'Hướng dẫn bằng văn bản năm 2025' });
  await office.post(`${path}/guidance`, undefined, await now());
  const readers = [await signIn(personIds[0]!, 0), await signIn(personIds[1]!, 1)];
  for (const reader of readers) {
    const { own } = await reader.get<WrittenGuidance>(`${path}/guidance`);
    for (const material of own!.unopenedIds) await reader.get(`/v1/training/materials/${material}`);
    await reader.post(`${path}/guidance/reading`);
  }
  const text = 'Tin đồn ghi ở đâu?';
  const question = await readers[0]!.post<GuidanceQuestion>(`${path}/guidance/questions`, { text });
  const answer = 'Ở mục riêng của báo cáo.';
  await office.post(`/v1/training/guidance-questions/${question.id}/answer`, { answer }, question.version);
  const unread = await signIn(personIds[2]!, 2);
  const { recipients, read } = await unread.get<WrittenGuidance>(`${path}/guidance`);
  const { items } = await unread.get<{ items: GuidanceQuestion[] }>(`${path}/guidance/questions`);
  const { attendance } = await office.post<TrainingClass>(`${path}/attendance`, {}, await now());
  return { recipients, read, attended: attendance?.attended, answers: items.map((one) => one.answer) };
}

/** Plays 2025 through the public API only: units of Lạng Sơn, people plainly invented. */
export async function playTrainingYear(url: string, administrator: string): Promise<TrainingYear> {
  const admin = await new ApiClient(url).signIn('admin', administrator);
  await admin.post('/v1/registry/areas/imports', { areas: langSonUnits, successions: langSonSuccessions });
  await admin.post('/v1/registry/organisations/imports', { organisations: demoOrganisations() });
  const grant = { areaId: null, organisationId: null, from: '2025-01-01', to: null };
  await admin.post('/v1/registry/accounts', {
    username: 'van-phong',
    personId: null,
    initialPassword: PASSWORD,
    mustChangePassword: false,
    grants: [
      { role: 'editor', ...grant },
      { role: 'registrar', ...grant },
    ],
  });
  const office = await new ApiClient(url).signIn('van-phong', PASSWORD);

  const unitOn = async (code: string, day: string): Promise<Area> =>
    (await office.get<{ items: Area[] }>(`/v1/registry/areas?filter[code][eq]=${code}&asOf=${day}`))
      .items[0]!;
  const province = await unitOn('20', '2025-01-01');
  const communes = [await unitOn('05980', '2025-06-01'), await unitOn('05992', '2025-06-01')];
  const ward = await unitOn('05977', '2025-07-01');
  const bodies = await office.get<{ items: Organisation[] }>(
    '/v1/registry/organisations?filter[code][eq]=TU&asOf=2025-03-01',
  );
  const organisationId = bodies.items[0]!.id;

  let people = 0;
  const appointed = async (role: Appointment['role'], area: Area): Promise<string> => {
    people += 1;
    const person = await office.post<Person>('/v1/registry/people', { fullName: `Người minh họa ${people}` });
    await office.post<Appointment>('/v1/registry/appointments', {
      personId: person.id,
      role,
      level: area.id === province.id ? 'province' : 'commune',
      organisationId,
      areaId: area.id,
      from: area.id === ward.id ? '2025-07-01' : '2024-01-01',
      to: null,
      position: 'Chuyên viên',
      decisionNumber: `${people}-QĐ/MH`,
      decisionDate: '2023-12-20',
      decisionIssuer: 'Tỉnh ủy (minh họa)',
      legalBasis: null,
    });
    return person.id;
  };
  const trainers = [await appointed('speaker', province), await appointed('speaker', province)];
  const interviewers: string[] = [];
  for (const area of [...communes, ...communes, ward])
    interviewers.push(await appointed('interviewer', area));

  const course = (
    code: string,
    audience: Course['audience'],
    certificateMonths: number | null,
    modality: Course['modality'] = 'in-person',
  ) =>
    office.post<Course>('/v1/training/courses', {
      code,
      title: code === 'GVN' ? 'Giảng viên nguồn' : 'Phương pháp phỏng vấn',
      topic: 'methods',
      objectives: ['Đặt câu hỏi không dẫn dắt'],
      modality,
      audience,
      certificateMonths,
    });
  const forTrainers = await course('GVN', ['speaker'], null);
  const forInterviewers = await course('PPPV', ['interviewer'], 6);

  /** A class from the plan to the certificates; everyone comes, all but the last pass. */
  const taught = async (
    of: Course,
    area: Area,
    day: string,
    personIds: string[],
    above?: TrainingClass,
  ): Promise<{ class: TrainingClass; certificates: Certificate[] }> => {
    const plan = await office.post<TrainingClass>('/v1/training/classes', {
      courseId: of.id,
      level: area.id === province.id ? 'province' : 'commune',
      areaId: area.id,
      organisationId,
      startsOn: day,
      endsOn: day,
      capacity: 30,
      ...(above && { parentId: above.id }),
    });
    const path = `/v1/training/classes/${plan.id}`;
    // Training hears of appointments a moment after they were made.
    await eventually(
      () => office.post(`${path}/participants`, { personIds, reason: 'Theo kế hoạch năm 2025' }),
      60_000,
    );
    const session = { from: `${day}T08:00:00+07:00`, to: `${day}T11:30:00+07:00`, place: 'Hội trường' };
    const { version } = await office.get<TrainingClass>(path);
    const schedule = { sessions: [session], trainerIds: above ? trainers : [] };
    await office.put(`${path}/schedule`, schedule, version);
    const held = await office.post<TrainingClass>(
      `${path}/attendance`,
      { attended: personIds, passed: above ? personIds.slice(0, -1) : personIds },
      version + 1,
    );
    if (of.certificateMonths === null) return { class: held, certificates: [] };
    const given = await office.post<{ certificates: Certificate[] }>(`${path}/certificates`);
    return { class: held, certificates: given.certificates };
  };
  const top = await taught(forTrainers, province, '2025-04-10', trainers);
  const first = await taught(
    forInterviewers,
    communes[0]!,
    '2025-06-05',
    [0, 2, 3].map((i) => interviewers[i]!),
    top.class,
  );
  await taught(forInterviewers, ward, '2025-08-05', [interviewers[4]!, interviewers[1]!], top.class);

  const coverage = async (asOf: string): Promise<Record<string, [number, number]>> => {
    const { units } = await office.get<UnitCoverage>(
      `/v1/training/coverage/units?courseId=${forInterviewers.id}&asOf=${asOf}`,
    );
    return Object.fromEntries(
      units.map(({ name, appointed: all, trained }) => [name ?? '–', [all, trained]]),
    );
  };
  const gaps = await office.get<{ items: CoverageGap[] }>(
    `/v1/training/coverage/gaps?courseId=${forInterviewers.id}&asOf=2026-03-01&under=${ward.id}`,
  );
  const cascade = await office.get<ClassCascade>(
    `/v1/training/classes/${top.class.id}/cascade?asOf=2025-12-31`,
  );
  const [certificate] = first.certificates;
  const code = certificate!.verificationCode!;
  const anyone = await fetch(`${url}/v1/training/certificates/verify/${code}`);

  const guidance = await playGuidance(office, {
    course: await course('HDVB', ['interviewer'], null, 'written'),
    unit: ward,
    organisationId,
    personIds: interviewers,
    signIn: async (personId, index) => {
      const account = { username: `nguoi-doc-${index}`, personId, initialPassword: PASSWORD };
      await admin.post('/v1/registry/accounts', { ...account, mustChangePassword: false, grants: [] });
      return new ApiClient(url).signIn(account.username, PASSWORD);
    },
  });

  /** A briefing that has met. */
  const briefing = async (
    area: Area,
    day: string,
    title: string,
    personIds: string[],
  ): Promise<Conference> => {
    const plan = await office.post<Conference>('/v1/training/conferences', {
      kind: 'briefing',
      title,
      areaId: area.id,
      organisationId,
      startsAt: `${day}T07:30:00+07:00`,
      endsAt: `${day}T11:00:00+07:00`,
      chair: 'Phó Trưởng Ban Thường trực',
      period: null,
      sites: [{ name: 'Hội trường tỉnh', place: 'Trụ sở Tỉnh ủy', link: null }],
      agenda: ['Đọc báo cáo tổng hợp', 'Đại biểu phát biểu', 'Trả lời và kết luận'].map((one) => ({
        title: one,
        aggregateId: null,
        speakerPersonId: null,
        materials: [],
      })),
    });
    const path = `/v1/training/conferences/${plan.id}`;
    if (personIds.length > 0)
      await office.post(`${path}/participants`, { personIds, reason: 'Thành viên tổ dư luận xã hội' });
    const { version } = await office.get<Conference>(path);
    return office.post<Conference>(
      `${path}/attendance`,
      { sites: [{ number: 1, personIds: personIds.slice(0, 1), guests: 20 }] },
      version,
    );
  };
  const agree = ({ id }: Conference, text: string): Promise<ActionItem> =>
    office.post(`/v1/training/conferences/${id}/action-items`, {
      text,
      ownerOrganisationId: organisationId,
      ownerAppointmentId: null,
      dueOn: '2025-12-31',
    });
  const before = async ({ id }: Conference): Promise<ActionItem[]> =>
    (await office.get<{ items: ActionItem[] }>(`/v1/training/conferences/${id}/action-items`)).items;
  const textsBefore = async (one: Conference): Promise<string[]> =>
    (await before(one)).map(({ text }) => text).sort();

  const carried: string[][] = [];
  let last: Conference;
  for (let number = 1; number <= 12; number += 1) {
    const title = `Giao ban dư luận xã hội tháng ${number} năm 2025`;
    last = await briefing(province, `2025-${month(number)}-28`, title, [trainers[0]!, trainers[1]!]);
    const path = `/v1/training/conferences/${last.id}`;
    carried.push(await textsBefore(last));
    await office.post(`${path}/entries`, {
      kind: 'statement',
      topic: 'economy',
      areaId: number < 7 ? communes[0]!.id : ward.id,
      text: `Người dân băn khoăn về giá vật tư nông nghiệp trong tháng ${number}`,
      answer: { organisationId, text: 'Sở đã kiểm tra và thông báo giá niêm yết' },
    });
    await office.post(`${path}/entries`, {
      kind: 'decision',
      text: 'Giao các xã, phường rà soát giá niêm yết',
    });
    // Each is closed two months after it was agreed.
    for (const item of await before(last)) {
      if (item.text !== `Việc tháng ${month(number - 2)}`) continue;
      const outcome = 'Đã kiểm tra 12 chợ';
      await office.post(
        `/v1/training/action-items/${item.id}/close`,
        { conferenceId: last.id, outcome },
        item.version,
      );
    }
    await agree(last, `Việc tháng ${month(number)}`);
    const { version } = await office.get<Conference>(path);
    const closing = { conclusion: 'Hội nghị thống nhất các nội dung trên', signing: null };
    await office.post(`${path}/close`, closing, version);
  }
  for (const [index, area] of communes.entries())
    await agree(await briefing(area, '2025-06-20', 'Giao ban xã', []), `Việc của xã thứ ${index + 1}`);
  const inherited = await textsBefore(await briefing(ward, '2025-07-20', 'Giao ban phường', []));

  const document = (form: string) => office.bytes(`/v1/training/conferences/${last.id}/minutes.${form}`);
  const word = strFromU8(unzipSync(await document('docx'))['word/document.xml']!);
  const recordOf = async (id: string): Promise<PersonRecord> => admin.get(`/v1/registry/people/${id}/record`);
  // The registry hears of what training records a moment later.
  const told = await eventually(async () => {
    const { training, conferences } = await recordOf(trainers[0]!);
    const holder = await recordOf(certificate!.personId);
    if (conferences.length < 12 || training.classes.length < 1 || holder.training.certificates.length < 1)
      throw new Error('the registry was not told yet');
    return { training, conferences, holder };
  }, 60_000);
  return {
    coverage: {
      beforeTheReform: await coverage('2025-06-30'),
      afterIt: await coverage('2025-08-31'),
      afterTheTerm: await coverage('2026-03-01'),
    },
    gaps: gaps.items.length,
    cascade: {
      trained: cascade.trained,
      teaching: cascade.teaching,
      rolledUp: cascade.rolledUp.map(({ name, classes, passed }) => [name ?? '–', classes, passed]),
    },
    certificate: {
      validity: ((await anyone.json()) as { validity: string }).validity,
      told: told.holder.training.certificates.map(({ validFrom, validTo, state }) => [
        validFrom,
        validTo,
        state,
      ]),
    },
    carried,
    guidance,
    inherited,
    minutes: { pdf: await document('pdf'), text: word.replace(/<[^>]+>/g, '') },
    record: {
      classes: told.training.classes.length,
      conferences: told.conferences.map(({ heldOn, attended }) => [heldOn, attended]),
    },
  };
}
