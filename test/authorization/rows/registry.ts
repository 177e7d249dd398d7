import {
  type Cast,
  always,
  appointmentRows,
  areaRows,
  nodeRows,
  placeNames,
  places,
  type Row,
} from '../cast.js';
import { contractRows } from './registry-contracts.js';

const decision = {
  position: 'Trưởng phòng',
  decision_number: '12-QĐ',
  decision_date: '2019-12-20',
  decision_issuer: 'Ban',
};

const organisationRecorded = ({ webhook, organisation }: Cast) => ({
  specversion: '1.0',
  id: webhook,
  source: '/registry',
  type: 'registry.organisation.recorded',
  subject: organisation,
  sequence: 1,
  time: '2026-01-01T00:00:00Z',
  datacontenttype: 'application/json',
  data: { id: organisation },
});

export const registryRows = (cast: Cast): Record<string, Row[]> => ({
  area: areaRows(cast).map((row) => ({ ...row, search: row['name'] })),
  area_node: nodeRows(cast),
  organisation: [cast.organisation, cast.otherOrganisation].map((id, index) => ({
    id,
    code: `TC-${index}`,
    name: 'Ban',
    kind: 'party-board',
    level: 'province',
    version: 1,
    ...always,
    search: 'ban',
  })),
  person: [...placeNames.map((place) => [cast.people[place], place]), [cast.formerPerson, 'former']].map(
    ([id, name]) => ({ id, full_name: name, search: name, version: 1 }),
  ),
  person_contact: placeNames.map((place) => ({
    person_id: cast.people[place],
    email: 'ai@bantg.example',
    version: 1,
  })),
  erasure: [
    {
      id: cast.erasure,
      person_id: cast.people.unrelated,
      reason: 'asked-by-person',
      decision_number: '1-QĐ',
      decision_date: '2026-01-05',
      state: 'requested',
      requested_by: 'x',
      version: 1,
    },
  ],
  appointment: appointmentRows(cast).map((row, index) => ({
    ...row,
    ord: Object.values(places)[index]!.lo,
    legal_basis: 'Căn cứ Quy chế số 1-QC',
    ...decision,
  })),
  ...contractRows(cast),
  post: placeNames.map((place) => ({
    id: cast.posts[place],
    person_id: cast.people[place],
    organisation_id: cast.organisation,
    position: 'Chuyên viên',
    from: '2018-01-01',
    version: 1,
  })),
  roster_renewal: [
    {
      id: cast.renewal,
      role: 'collaborator',
      levels: ['district'],
      effective: '2025-07-01',
      leave_reason: 'replaced',
      state: 'draft',
      version: 1,
    },
  ],
  account: [
    {
      id: cast.account,
      username: 'nguoi-dung',
      person_id: cast.people.own,
      state: 'active',
      password_hash:
        '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      must_change_password: false,
      totp_confirmed: false,
      totp_last_step: 0,
      version: 1,
    },
  ],
  account_grant: [{ id: cast.grant, account_id: cast.account, role: 'editor', from: '2020-01-01' }],
  notice: [
    {
      id: cast.notice,
      account_id: cast.account,
      event_id: cast.notice,
      kind: 'account.security',
      urgent: true,
      title: 'Mật khẩu được đặt lại',
      text: 'Mật khẩu của tài khoản đã được đặt lại.',
      channel: 'at-once',
    },
  ],
  mail: [
    {
      id: cast.mail,
      account_id: cast.account,
      purpose: 'notice',
      urgent: true,
      state: 'dead',
      error: 'EENVELOPE',
      finished_at: new Date(),
    },
  ],
  api_client: [
    {
      id: cast.client,
      name: 'Cổng dữ liệu',
      secret_hash: Buffer.from('x'),
      permissions: ['area.read'],
      state: 'active',
      version: 1,
    },
  ],
  audit_verification: [{ id: cast.checkpoint, finished_at: '2026-01-31T17:00:00Z', whole: true }],
  audit_checkpoint: [
    {
      id: cast.checkpoint,
      service: 'reporting',
      position: 1,
      hash: `sha256:${'0'.repeat(64)}`,
      signed_at: '2026-01-31T17:00:00Z',
      jws: 'x',
    },
  ],
  webhook: [
    {
      id: cast.webhook,
      url: 'http://127.0.0.1:9/',
      event_types: ['registry.organisation.recorded'],
      concurrency: 1,
      state: 'active',
      secret: 'whsec_eA==',
      version: 1,
    },
  ],
  webhook_event: [
    {
      position: cast.position,
      event_id: cast.webhook,
      type: 'registry.organisation.recorded',
      envelope: JSON.stringify(organisationRecorded(cast)),
    },
  ],
  webhook_delivery: [{ webhook_id: cast.webhook, position: cast.position, state: 'dead' }],
});
