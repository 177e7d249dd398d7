import { randomUUID } from 'node:crypto';
import type { ServiceName } from '#service-kit/service';
import { startTestService, type TestService } from '#testing/test-service';
import { OIDC_SETTINGS } from '../../apps/registry/src/oidc/oidc.settings.js';
import { services } from '../../apps/standalone/src/services.js';

/** Where things lie, seen from a reviewer of the district `of the area`, whose own post is elsewhere. */
export const places = {
  'above the area': { lo: 1, hi: 5 },
  'of the area': { lo: 2, hi: 3 },
  'below the area': { lo: 3, hi: 3 },
  'beside the area': { lo: 4, hi: 4 },
  own: { lo: 5, hi: 5 },
  unrelated: { lo: 6, hi: 6 },
} as const;
export type Place = keyof typeof places;
const placeNames = Object.keys(places) as Place[];

const each = <Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> => Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;

const newIds = <Name extends string>(names: readonly Name[]): Record<Name, string> =>
  each(names, () => randomUUID());

const reportRelations = [...placeNames, 'own draft', 'draft of another'] as const;
const aggregateRelations = ['sent to us', 'sent to others', 'issued', 'drafted', 'withdrawn'] as const;

/** Ids of what is stored, by how it stands to the caller. */
function newCast() {
  return {
    account: randomUUID(),
    grant: randomUUID(),
    client: randomUUID(),
    job: randomUUID(),
    letter: randomUUID(),
    organisation: randomUUID(),
    otherOrganisation: randomUUID(),
    period: randomUUID(),
    freePeriods: newIds(['first', 'second']),
    plan: randomUUID(),
    course: randomUUID(),
    class: randomUUID(),
    areas: newIds(placeNames),
    people: newIds(placeNames),
    appointments: newIds(placeNames),
    reports: newIds(reportRelations),
    items: newIds(reportRelations),
    aggregates: newIds(aggregateRelations),
  };
}
export type Cast = ReturnType<typeof newCast>;

/** The four services with the same people and units in them. */
export interface World {
  services: Record<ServiceName, TestService>;
  cast: Cast;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const cast = newCast();
  const settings = [
    {
      provide: OIDC_SETTINGS,
      useValue: {
        issuer: 'http://127.0.0.1:9',
        clientId: 'langnghe',
        clientSecret: 'not-used',
        redirectUri: 'http://127.0.0.1:9/back',
      },
    },
  ];
  const running = await Promise.all(
    services.map(async (definition) => {
      const silent = {
        logLevel: 'silent',
        settings: definition.name === 'registry' ? settings : [],
      } as const;
      const service = await startTestService(definition, silent);
      for (const [table, rows] of [
        ...foundationRows(cast),
        ...Object.entries(rowsOf[definition.name](cast)),
      ]) {
        for (const row of rows) await insert(service, `${definition.database.schema}.${table}`, row);
      }
      return [definition.name, service] as const;
    }),
  );
  return {
    services: Object.fromEntries(running) as World['services'],
    cast,
    close: async () => void (await Promise.all(running.map(([, service]) => service.close()))),
  };
}

type Row = Record<string, unknown>;

async function insert({ database }: TestService, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const values = columns.map((_, index) => `$${index + 1}`);
  await database.query(
    `INSERT INTO ${table} (${columns.join()}) VALUES (${values.join()})`,
    Object.values(row),
  );
}

const always = { valid_from: '2000-01-01', valid_to: null };

const foundationRows = ({ job, letter }: Cast): [string, Row[]][] => [
  [
    'job',
    [
      {
        id: job,
        queue: 'test',
        data: '{}',
        state: 'completed',
        progress: 100,
        requested_by: 'x',
        finished_at: new Date(),
      },
    ],
  ],
  ['dead_letter', [{ id: letter, body: '{}', reason: 'unreadable', attempts: 1, replayed_at: new Date() }]],
];

const areaRows = ({ areas }: Cast): Row[] =>
  placeNames.map((place) => ({
    id: areas[place],
    code: `D-${places[place].lo}`,
    name: `Đơn vị ${places[place].lo}`,
    type: 'district',
    ...always,
  }));

const nodeRows = ({ areas }: Cast): Row[] =>
  placeNames.map((place) => ({
    tree_from: '2000-01-01',
    tree_to: null,
    area_id: areas[place],
    ...places[place],
  }));

const appointmentRows = ({ appointments, people, organisation, areas }: Cast): Row[] =>
  placeNames.map((place) => ({
    id: appointments[place],
    person_id: people[place],
    role: 'collaborator',
    level: 'district',
    organisation_id: organisation,
    area_id: areas[place],
    from: '2020-01-01',
    to: null,
    state: 'appointed',
    version: 1,
  }));

const decision = {
  position: 'Trưởng phòng',
  decision_number: '12-QĐ',
  decision_date: '2019-12-20',
  decision_issuer: 'Ban',
};

const registryRows = (cast: Cast): Record<string, Row[]> => ({
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

const period = (id: string, code: string, state: 'open' | 'closed'): Row => ({
  id,
  code,
  kind: 'custom',
  starts_on: '2025-01-01',
  ends_on: '2025-01-31',
  due_at: '2025-02-05T00:00:00Z',
  state,
  closed_at: state === 'closed' ? '2025-02-06T00:00:00Z' : null,
  version: 1,
});

const reportRow = (cast: Cast, relation: (typeof reportRelations)[number]): Row => {
  const place: Place =
    relation === 'own draft' ? 'own' : relation === 'draft of another' ? 'below the area' : relation;
  const draft = relation.includes('draft');
  return {
    id: cast.reports[relation],
    period_id: cast.period,
    appointment_id: cast.appointments[place],
    person_id: cast.people[place],
    kind: draft ? 'ad-hoc' : 'periodic',
    channel: 'web',
    ord: places[place].lo,
    state: draft ? 'draft' : 'submitted',
    filed_at: draft ? null : '2025-02-01T00:00:00Z',
    on_time: draft ? null : true,
    item_count: 1,
    version: 1,
  };
};

const itemRow = (report: Row, id: string, areaId: string): Row => ({
  id,
  report_id: report['id'],
  position: 0,
  period_id: report['period_id'],
  appointment_id: report['appointment_id'],
  topic: 'economy',
  area_id: areaId,
  ord: report['ord'],
  strata: ['farmers'],
  tendency: 'approve',
  prevalence: 'some',
  conversations: 3,
  meetings: 1,
  places: 1,
  intensity: 'low',
  trend: 'new',
  rumour: false,
  summary: 'Người dân quan tâm giá nông sản',
  proposals: [],
  state: 'pending',
});

const aggregateStates = {
  'sent to us': 'dispatched',
  'sent to others': 'dispatched',
  issued: 'issued',
  drafted: 'draft',
  withdrawn: 'withdrawn',
} as const;

const content = {
  periodCode: '2025-01',
  startsOn: '2025-01-01',
  endsOn: '2025-01-31',
  method: '1',
  items: 0,
  tables: [],
  discipline: [],
  dominated: [],
  sections: [{ key: 'economy', heading: 'Kinh tế', paragraphs: ['Ổn định'] }],
};

function reportingRows(cast: Cast): Record<string, Row[]> {
  const reports = reportRelations.map((relation) => ({ relation, row: reportRow(cast, relation) }));
  const periodIds = newIds(aggregateRelations);
  const dispatched = (aggregate: keyof Cast['aggregates'], organisation: string): Row => ({
    id: randomUUID(),
    aggregate_id: cast.aggregates[aggregate],
    organisation_id: organisation,
  });
  return {
    area: areaRows(cast),
    area_node: nodeRows(cast).map((row) => ({ ...row, numbering: 1 })),
    organisation: [cast.organisation, cast.otherOrganisation].map((id, index) => ({
      id,
      code: `TC-${index}`,
      name: 'Ban',
      level: 'province',
    })),
    appointment: appointmentRows(cast),
    reporting_period: [
      period(cast.period, 'Q-2025', 'open'),
      ...Object.values(cast.freePeriods).map((id, index) => period(id, `F-${index}`, 'closed')),
      ...Object.values(periodIds).map((id, index) => period(id, `A-${index}`, 'closed')),
    ],
    opinion_report: reports.map(({ row }) => row),
    opinion_item: reports.map(({ relation, row }) => itemRow(row, cast.items[relation], cast.areas.own)),
    aggregate_report: aggregateRelations.map((relation, index) => ({
      id: cast.aggregates[relation],
      period_id: periodIds[relation],
      state: aggregateStates[relation],
      title: 'Tình hình dư luận xã hội',
      job_id: cast.job,
      number: index + 1,
      content: JSON.stringify(content),
      content_hash: 'sha256:x',
      approved_hash: 'sha256:x',
      version: 1,
    })),
    aggregate_document: aggregateRelations.map((relation) => ({
      aggregate_id: cast.aggregates[relation],
      sha256: 'x',
      docx: Buffer.from('PK'),
    })),
    dispatch: [
      dispatched('sent to us', cast.organisation),
      dispatched('sent to us', cast.otherOrganisation),
      dispatched('sent to others', cast.otherOrganisation),
      dispatched('withdrawn', cast.organisation),
    ],
  };
}

const surveyRows = ({ plan }: Cast): Record<string, Row[]> => ({
  survey_plan: [
    {
      id: plan,
      code: 'DT-2025',
      title: 'Điều tra',
      kind: 'full-survey',
      design: 'stratified',
      aims: 'Mục đích',
      population: 'Người từ 18 tuổi',
      method: 'Phỏng vấn',
      sponsor: 'Ban',
      conductor: 'Phòng',
      field_starts_on: '2025-04-01',
      field_ends_on: '2025-04-30',
      budget_vnd: 1,
      state: 'planned',
      version: 1,
    },
  ],
});

const trainingRows = (cast: Cast): Record<string, Row[]> => ({
  course: [
    {
      id: cast.course,
      code: 'TH-2025',
      title: 'Tập huấn',
      modality: 'in-person',
      audience: ['collaborator'],
      certificate_months: 24,
      version: 1,
    },
  ],
  training_class: [
    {
      id: cast.class,
      course_id: cast.course,
      level: 'province',
      area_id: cast.areas.own,
      organisation_id: cast.organisation,
      starts_on: '2025-03-03',
      ends_on: '2025-03-05',
      capacity: 40,
      audience: ['collaborator'],
      state: 'planned',
      version: 1,
    },
  ],
});

const rowsOf: Record<ServiceName, (cast: Cast) => Record<string, Row[]>> = {
  registry: registryRows,
  reporting: reportingRows,
  survey: surveyRows,
  training: trainingRows,
};
