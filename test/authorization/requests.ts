import { classText, courseText } from '../../apps/training/src/training.fixture.js';
import type { Operation } from './operations.js';
import type { Cast } from './world.js';

const nowhere = '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11';

/** Who and what the requests are about. */
export interface Subject {
  cast: Cast;
  /** Another for every request, so that what is made is made anew. */
  number: number;
}

const decision = {
  position: 'Báo cáo viên',
  decisionNumber: '15-QĐ',
  decisionDate: '2023-12-20',
  decisionIssuer: 'Ban Tuyên giáo và Dân vận',
  legalBasis: null,
};

const dayOf = (number: number): string =>
  new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

const item = ({ cast }: Subject) => ({
  topic: 'economy',
  areaId: cast.areas.own,
  strata: ['farmers'],
  tendency: 'approve',
  prevalence: 'some',
  basis: { conversations: 4, meetings: 1, places: 2 },
  intensity: 'low',
  trend: 'new',
  rumour: false,
  summary: 'Người dân quan tâm giá nông sản',
  proposals: ['Mở thêm điểm thu mua'],
  assessment: 'Ý kiến có cơ sở',
  proposedSolution: null,
});

const survey = ({ number }: Subject) => ({
  code: `DT-${number}`,
  title: 'Dư luận về sắp xếp đơn vị hành chính',
  kind: 'full-survey',
  design: 'stratified',
  aims: 'Tìm hiểu người dân tiếp cận dịch vụ công ra sao',
  population: 'Người từ 18 tuổi cư trú tại tỉnh',
  method: 'Phỏng vấn trực tiếp theo phiếu',
  sponsor: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
  conductor: 'Phòng Dư luận xã hội',
  fieldStartsOn: '2026-04-01',
  fieldEndsOn: '2026-04-30',
  budgetVnd: 250_000_000,
});

/** A body that its operation takes, for every operation that takes one. */
export const bodies: Record<string, (subject: Subject) => Record<string, unknown>> = {
  'registry.areas.import': ({ number }) => ({
    dryRun: true,
    areas: [
      {
        code: `T-${number}`,
        name: 'Tỉnh',
        type: 'province',
        validFrom: '2000-01-01',
        validTo: null,
        parentCode: null,
      },
    ],
    successions: [],
  }),
  'registry.organisations.import': ({ number }) => ({
    dryRun: true,
    organisations: [
      {
        code: `B-${number}`,
        name: 'Ban',
        kind: 'party-board',
        level: 'province',
        validFrom: '2000-01-01',
        validTo: null,
        parentCode: null,
        areaCode: null,
      },
    ],
  }),
  'registry.people.create': () => ({ fullName: 'Hoàng Thị Mai' }),
  'registry.appointments.appoint': ({ cast, number }) => ({
    personId: cast.people.own,
    role: 'speaker',
    level: 'district',
    organisationId: cast.organisation,
    areaId: cast.areas.own,
    from: dayOf(number),
    to: dayOf(number + 1),
    ...decision,
  }),
  'registry.appointments.end': () => ({ on: '2026-01-01', reason: 'retired', decisionNumber: '16-QĐ' }),
  'registry.accounts.create': ({ number }) => ({
    username: `nguoi-${number}`,
    personId: null,
    initialPassword: 'mot-mat-khau-rat-dai',
    mustChangePassword: true,
    grants: [],
  }),
  'registry.accounts.grant': () => ({
    role: 'editor',
    areaId: null,
    organisationId: null,
    from: '2026-01-01',
    to: null,
  }),
  'registry.sessions.signIn': ({ number }) => ({ username: `ai-${number}`, password: 'sai-mat-khau' }),
  'registry.sessions.refresh': () => ({ refreshToken: 'cu.ky' }),
  'registry.ownAccount.changePassword': () => ({ current: 'sai-mat-khau', next: 'mot-mat-khau-rat-dai' }),
  'registry.ownAccount.confirm': () => ({ code: '123456' }),
  'registry.clients.create': ({ number }) => ({ name: `Hệ thống ${number}`, permissions: ['area.read'] }),
  'registry.tokens.token': () => ({ clientId: nowhere, clientSecret: 'sai' }),
  'registry.oidc.link': ({ number }) => ({ username: `ai-${number}` }),
  'reporting.office.change': () => ({
    superiorBody: 'TỈNH ỦY',
    issuingBody: 'BAN',
    symbolBody: 'BTGDVTU',
    place: 'Lạng Sơn',
    mark: null,
    filedAt: 'Văn phòng',
  }),
  'reporting.reportingPeriods.create': ({ number }) => ({
    code: `K-${number}`,
    kind: 'custom',
    startsOn: '2026-01-01',
    endsOn: '2026-01-31',
    dueAt: '2026-02-05T00:00:00Z',
  }),
  'reporting.opinionReports.file': (subject) => ({
    periodId: subject.cast.period,
    kind: 'ad-hoc',
    channel: 'upload',
    submit: true,
    items: [item(subject)],
  }),
  'reporting.opinionReports.revise': (subject) => item(subject),
  'reporting.opinionReports.return': ({ cast }) => ({
    reviseBy: '2026-02-10',
    items: [{ itemId: cast.items.own, reason: 'Cần nêu rõ địa bàn' }],
  }),
  'reporting.aggregateReports.start': ({ cast, number }) => ({
    periodId: number % 2 ? cast.freePeriods.first : cast.freePeriods.second,
  }),
  'reporting.aggregateReports.edit': () => ({ paragraphs: ['Tình hình ổn định'] }),
  'reporting.aggregateReports.comment': () => ({ section: 'economy', text: 'Cần thêm số liệu' }),
  'reporting.aggregateReports.approve': () => ({ contentHash: 'sha256:x' }),
  'reporting.aggregateReports.issue': () => ({ signer: { position: 'Trưởng ban', name: null } }),
  'reporting.aggregateReports.dispatch': ({ cast }) => ({ organisationIds: [cast.organisation] }),
  'reporting.aggregateReports.withdraw': () => ({ reason: 'Sai số liệu' }),
  'survey.plans.create': survey,
  'survey.plans.update': survey,
  'survey.plans.outcomeRates': () => ({ counts: { I: 5, P: 3, R: 2, NC: 1, O: 2, UH: 1, UO: 1, NE: 1 } }),
  'survey.plans.sampleSize': () => ({ margin: 0.03 }),
  'training.courses.create': ({ number }) => courseText({ code: `KH-${number}` }),
  'training.courses.update': ({ number }) => courseText({ code: `KH-${number}` }),
  'training.classes.plan': ({ cast }) => classText({ id: cast.course }),
  'training.classes.hold': () => ({ invited: 40, attended: 38, passed: 36 }),
  'training.classes.cancel': () => ({ reason: 'Mưa lũ' }),
};

/** What `{id}` of an operation can name, by how it stands to the caller; and what no id names. */
export function objectsOf({ id, path }: Operation, cast: Cast): Record<string, string> {
  const [, , , noun] = path.split('/');
  const of: Record<string, Record<string, string>> = {
    people: cast.people,
    appointments: cast.appointments,
    'opinion-reports': cast.reports,
    'aggregate-reports': cast.aggregates,
    areas: { there: cast.areas.own },
    organisations: { there: cast.organisation },
    accounts: { there: cast.account },
    clients: { there: cast.client },
    jobs: { there: cast.job },
    'dead-letters': { there: cast.letter },
    'reporting-periods': { there: cast.period },
    plans: { there: cast.plan },
    courses: { there: cast.course },
    classes: { there: cast.class },
  };
  const objects = of[noun!];
  if (!objects) throw new Error(`Nothing is stored that ${id} could be called with`);
  return { ...objects, nonexistent: nowhere };
}

/** The address of an operation with its parameters filled in. */
export function addressOf({ path }: Operation, cast: Cast, id?: string): string {
  const report = Object.entries(cast.reports).find(([, report]) => report === id)?.[0];
  const parameters: Record<string, string | undefined> = {
    id,
    grantId: cast.grant,
    itemId: cast.items[(report ?? 'own') as keyof Cast['items']],
    section: 'economy',
    list: 'topic',
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
  return path.endsWith('/coverage') ? `${filled}?role=collaborator` : filled;
}
