import { type Bodies, nowhere } from './subject.js';

const decision = {
  position: 'Báo cáo viên',
  decisionNumber: '15-QĐ',
  decisionDate: '2023-12-20',
  decisionIssuer: 'Ban Tuyên giáo và Dân vận',
  legalBasis: null,
};

const dayOf = (number: number): string =>
  new Date(Date.UTC(2024, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);

export const registryBodies: Bodies = {
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
  'registry.tokens.token': () => ({ clientId: nowhere, clientSecret: 'sai' }),
  'registry.oidc.link': ({ number }) => ({ username: `ai-${number}` }),
};
