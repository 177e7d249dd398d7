import { storedFile } from '../rows/registry-contracts.js';
import { type Bodies, type Files, nowhere } from './subject.js';

const decided = {
  decisionNumber: '15-QĐ',
  decisionDate: '2023-12-20',
  decisionIssuer: 'Ban Tuyên giáo và Dân vận',
  legalBasis: null,
};
const decision = { position: 'Báo cáo viên', ...decided };

const contact = {
  workPhone: '0205 3812 345',
  email: 'mai@bantg.example',
  officeAddress: 'Đường Hùng Vương, Lạng Sơn',
};
const webhook = (number: number) => ({
  url: `http://127.0.0.1:9/noi-nhan-${number}`,
  eventTypes: ['registry.organisation.recorded'],
  description: 'Cổng dữ liệu của tỉnh',
  concurrency: 2,
});

const dayOf = (number: number): string =>
  new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

const newUnit = (number: number) => ({
  code: `M-${number}`,
  name: 'Xã Mới',
  type: 'commune',
  parentCode: null,
});

const newBody = (number: number) => ({
  code: `N-${number}`,
  name: 'Ban Mới',
  kind: 'party-board',
  level: 'province',
  parentCode: null,
  areaCode: null,
});

/** A month of the last century. */
const monthOf = (number: number): string =>
  new Date(Date.UTC(1950, number % 600, 1)).toISOString().slice(0, 7);

const regulationVersion = {
  inForceFrom: '2027-01-01',
  fileSha256: storedFile.sha256,
  changes: 'Bổ sung',
  audience: { roles: ['collaborator'], levels: ['district'], organisationId: null },
  readWithinDays: 10,
};
const rosterRow = (personId: string) => ({
  personId,
  fullName: 'Hoàng Thị Mai',
  newPerson: false,
  organisationCode: 'TC-0',
  level: 'district',
  areaCodes: ['D-5'],
  position: 'Chuyên viên',
  category: 'specialist',
  topics: ['economy'],
  to: '2027-07-01',
  leaves: null,
});

export const registryBodies: Bodies = {
  'registry.areas.reorganise': ({ number }) => ({
    dryRun: true,
    effective: '2026-07-01',
    operations: [
      { operation: 'create', unit: newUnit(number) },
      { operation: 'rename', code: 'D-1', name: 'Tỉnh Mới' },
      { operation: 'change-type', code: 'D-2', type: 'city', name: 'Thành phố' },
      { operation: 'move', code: 'D-3', parentCode: 'D-1', type: 'ward', name: 'Phường' },
      {
        operation: 'split',
        code: 'D-4',
        into: [
          { ...newUnit(10_000 + number), share: 0.25 },
          { ...newUnit(20_000 + number), share: 0.75 },
        ],
      },
      {
        operation: 'reorganise',
        into: [newUnit(30_000 + number)],
        links: [{ fromCode: 'D-5', toCode: `M-${30_000 + number}`, share: 1 }],
      },
    ],
  }),
  'registry.organisations.reorganise': ({ number }) => ({
    dryRun: true,
    effective: '2026-07-01',
    operations: [
      { operation: 'create', unit: newBody(number) },
      { operation: 'merge', fromCodes: ['TC-0', 'TC-1'], into: newBody(10_000 + number) },
    ],
  }),
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
  'registry.populations.record': ({ number }) => ({
    source: 'Tổng điều tra',
    populations: [{ code: 'D-1', countedOn: '2024-04-01', population: 1_000 + number }],
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
    category: 'head',
    coveredAreaIds: [cast.areas.unrelated],
    topics: ['economy'],
    ...decision,
  }),
  'registry.appointments.nominate': ({ cast, number }) => ({
    personId: cast.people.own,
    role: 'speaker',
    level: 'district',
    organisationId: cast.organisation,
    areaId: cast.areas.own,
    from: dayOf(number),
    to: null,
    position: 'Báo cáo viên',
    category: 'head',
    coveredAreaIds: [],
    topics: ['economy'],
  }),
  'registry.appointments.confirm': () => decided,
  'registry.appointments.handOver': ({ cast }) => ({ successorId: cast.appointments.unrelated }),
  'registry.appointments.suspend': () => ({
    from: '2025-01-01',
    to: '2025-02-01',
    reason: 'leave',
    decisionNumber: '17-QĐ',
  }),
  'registry.appointments.liftSuspension': () => ({ on: '2025-01-15', decisionNumber: '18-QĐ' }),
  'registry.appointments.substitute': ({ cast }) => ({
    personId: cast.people.unrelated,
    from: '2025-01-01',
    to: '2025-02-01',
    decisionNumber: '19-QĐ',
  }),
  'registry.appointments.endSubstitution': () => ({ on: '2025-01-15', decisionNumber: '20-QĐ' }),
  'registry.appointmentLimits.add': ({ number }) => ({
    role: 'speaker',
    level: 'commune',
    from: dayOf(number),
    holders: 2,
  }),
  'registry.posts.record': ({ cast, number }) => ({
    organisationId: cast.organisation,
    position: 'Phó Trưởng phòng',
    from: dayOf(number),
    to: dayOf(number + 1),
  }),
  'registry.posts.correct': ({ cast, number }) => ({
    organisationId: cast.organisation,
    position: 'Phó Trưởng phòng',
    from: dayOf(number),
    to: null,
  }),
  'registry.rosters.create': ({ cast, number }) => ({
    role: 'speaker',
    levels: ['commune'],
    areaId: cast.areas.own,
    organisationId: cast.organisation,
    effective: dayOf(number),
    leaveReason: 'term-over',
    start: 'empty',
  }),
  'registry.rosters.replaceRows': ({ cast }) => ({ rows: [rosterRow(cast.people.own)] }),
  'registry.rosters.addRow': ({ cast }) => rosterRow(cast.people.own),
  'registry.rosters.putRow': ({ cast }) => rosterRow(cast.people.own),
  'registry.rosters.apply': () => ({ ...decided, fingerprint: 'x' }),
  'registry.rosters.undo': () => ({ ...decided, on: '2025-08-01' }),
  'registry.appointments.end': () => ({ on: '2026-01-01', reason: 'retired', decisionNumber: '16-QĐ' }),
  'registry.personMerges.merge': ({ cast }) => ({
    duplicateId: cast.formerPerson,
    duplicateVersion: 1,
    decisionNumber: '14-QĐ',
    decisionDate: '2026-01-05',
  }),
  'registry.people.rename': () => ({ fullName: 'Hoàng Thị Mai Lan', reason: 'change' }),
  'registry.personContacts.record': () => contact,
  'registry.ownContact.correct': () => contact,
  'registry.commendations.award': ({ number }) => ({
    title: 'Bằng khen',
    awardedBy: 'Tỉnh ủy',
    decisionNumber: `${number}-QĐ`,
    decisionDate: '2025-12-20',
    decisionIssuer: 'Tỉnh ủy',
    correctsId: null,
  }),
  'registry.erasures.request': ({ cast, number }) => ({
    personId: cast.formerPerson,
    reason: 'asked-by-person',
    decisionNumber: `${number}-QĐ`,
    decisionDate: '2026-01-05',
  }),
  'registry.retention.addRule': ({ number }) => ({
    category: 'contact',
    from: `21${dayOf(number).slice(2)}`,
    atLeastMonths: 0,
    atMostMonths: 12,
    legalBasis: 'Quy chế của Ban',
  }),
  'registry.baseSalaries.record': ({ number }) => ({
    validFrom: dayOf(number),
    amount: 2_340_000,
    legalBasis: 'Nghị định 73/2024/NĐ-CP',
    correction: 'Đính chính',
  }),
  'registry.contractTemplates.create': ({ number }) => ({
    code: `mau-${number}`,
    name: 'Hợp đồng giao khoán',
    form: 'party',
    superiorBody: 'TỈNH ỦY',
    issuingBody: 'BAN TUYÊN GIÁO VÀ DÂN VẬN',
    address: 'Số 1',
    place: 'Lạng Sơn',
    symbol: { type: 'HĐ', body: 'BTGDVTU' },
    title: 'HỢP ĐỒNG',
    abstract: 'Giao khoán công việc',
    grounds: ['Căn cứ quy chế;'],
    articles: [{ heading: 'Công việc', paragraphs: ['Bên B là {{fullName}}.'] }],
    blanks: ['Số CCCD'],
    termMonths: 24,
    coefficient: 0.3,
  }),
  'registry.contracts.print': ({ cast }) => ({ contractIds: [cast.contracts.own] }),
  'registry.contracts.draft': ({ cast, number }) => ({
    appointmentId: cast.appointments.own,
    templateId: cast.contractTemplate,
    startsOn: dayOf(number),
    termMonths: 12,
    coefficient: 0.3,
  }),
  'registry.contracts.renew': ({ cast, number }) => ({
    templateId: cast.contractTemplate,
    startsOn: dayOf(number),
    termMonths: 12,
    coefficient: 0.3,
  }),
  'registry.contracts.terminate': () => ({ lastOn: '2020-06-30', reason: 'Chuyển công tác' }),
  'registry.contracts.settle': () => ({
    on: '2026-01-01',
    result: 'fulfilled',
    minutesNumber: '1-BB',
    remarks: 'Không',
  }),
  'registry.contractSignings.sign': ({ cast, number }) => ({
    on: dayOf(number),
    place: 'Lạng Sơn',
    occasion: 'Giao ban',
    signer: { position: 'Trưởng Ban', name: 'Hoàng Văn Mẫu' },
    contracts: [{ id: cast.draftContract, version: 1 }],
  }),
  'registry.allowanceSheets.draw': ({ number }) => ({ month: monthOf(number) }),
  'registry.allowanceSheets.approve': () => ({ contentHash: 'sha256:0' }),
  'registry.regulations.issue': ({ number }) => ({
    kind: 'regulation',
    symbol: `${number}-QC`,
    title: 'Quy chế',
    issuer: 'Ban',
    issuedOn: '2026-01-01',
    ...regulationVersion,
  }),
  'registry.regulations.revise': () => regulationVersion,
  'registry.regulations.repeal': ({ cast }) => ({ on: '2026-06-01', replacedById: cast.regulation }),
  'registry.reminderSettings.change': () => ({ contractDays: [60], readingDays: [3] }),
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
  'registry.notices.readUpTo': ({ cast }) => ({ upTo: cast.notice }),
  'registry.notificationPreferences.choose': () => ({
    quietHours: { from: '22:00', to: '05:30' },
    kinds: [{ kind: 'appointment.recorded', channel: 'daily' }],
  }),
  'registry.notificationAddress.propose': () => ({ address: 'hop-thu@vi-du.vn' }),
  'registry.notificationAddress.confirm': () => ({ code: '12345678' }),
  'registry.sessions.signIn': ({ number }) => ({ username: `ai-${number}`, password: 'sai-mat-khau' }),
  'registry.sessions.refresh': () => ({ refreshToken: 'cu.ky' }),
  'registry.ownAccount.changePassword': () => ({ current: 'sai-mat-khau', next: 'mot-mat-khau-rat-dai' }),
  'registry.ownAccount.confirm': () => ({ code: '123456' }),
  'registry.clients.create': ({ number }) => ({ name: `Hệ thống ${number}`, permissions: ['area.read'] }),
  'registry.clients.permit': () => ({ permissions: ['area.read', 'organisation.read'] }),
  'registry.clients.rotate': () => ({ overlapHours: 24 }),
  'registry.webhooks.create': ({ number }) => ({ ...webhook(number), clientId: null }),
  'registry.webhooks.update': ({ number }) => webhook(number),
  'registry.webhooks.rotate': () => ({ overlapHours: 24 }),
  'registry.webhookDeliveries.replayAfter': () => ({ after: 0 }),
  'registry.tokens.token': () => ({ clientId: nowhere, clientSecret: 'sai' }),
  'registry.oidc.link': ({ number }) => ({ username: `ai-${number}` }),
};

export const registryFiles: Files = {
  'registry.organisations.importFile': ({ number }) =>
    'code\tname\tkind\tlevel\tparentCode\tareaCode\tvalidFrom\tvalidTo\n' +
    `F-${number}\tBan\tparty-board\tprovince\t\t\t2000-01-01\t\n`,
  'registry.notificationPreferences.unsubscribe': () => 'List-Unsubscribe=One-Click',
  'registry.regulations.keepFile': ({ number }) => `%PDF-1.7\n% ${number}\n%%EOF\n`,
  'registry.areas.importFile': ({ number }) =>
    `code\tname\ttype\tvalidFrom\tvalidTo\tparentCode\nF-${number}\tTỉnh\tprovince\t2000-01-01\t\t\n`,
  'registry.rosters.uploadRows': () =>
    [
      'personId\tfullName\tnewPerson\torganisationCode\tlevel\tareaCodes\tposition\tcategory\ttopics\tto\tleaves',
      '\tHoàng Thị Mai\t\tTC-0\tdistrict\tD-5\tChuyên viên\t\t\t\t',
    ].join('\n'),
};
