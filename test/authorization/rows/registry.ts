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

const decision = {
  position: 'Trưởng phòng',
  decision_number: '12-QĐ',
  decision_date: '2019-12-20',
  decision_issuer: 'Ban',
};

export const registryRows = (cast: Cast): Record<string, Row[]> => ({
  area: areaRows(cast).map((row) => ({ ...row, search: row['name'] })),
  area_node: nodeRows(cast),
  organisation: [cast.organisation, cast.otherOrganisation].map((id, index) => ({
    id,
    code: `TC-${index}`,
    name: 'Ban',
    kind: 'party-board',
    level: 'province',
    ...always,
    search: 'ban',
  })),
  person: placeNames.map((place) => ({
    id: cast.people[place],
    full_name: place,
    search: place,
    version: 1,
  })),
  appointment: appointmentRows(cast).map((row, index) => ({
    ...row,
    ord: Object.values(places)[index]!.lo,
    ...decision,
  })),
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
});
