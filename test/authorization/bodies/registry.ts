import { type Bodies, type Files, nowhere } from './subject.js';

const decision = {
  position: 'Báo cáo viên',
  decisionNumber: '15-QĐ',
  decisionDate: '2023-12-20',
  decisionIssuer: 'Ban Tuyên giáo và Dân vận',
  legalBasis: null,
};

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
};

export const registryFiles: Files = {
  'registry.organisations.importFile': ({ number }) =>
    'code\tname\tkind\tlevel\tparentCode\tareaCode\tvalidFrom\tvalidTo\n' +
    `F-${number}\tBan\tparty-board\tprovince\t\t\t2000-01-01\t\n`,
  'registry.areas.importFile': ({ number }) =>
    `code\tname\ttype\tvalidFrom\tvalidTo\tparentCode\nF-${number}\tTỉnh\tprovince\t2000-01-01\t\t\n`,
};
