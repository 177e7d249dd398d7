import { randomUUID } from 'node:crypto';
import {
  aggregateRelations,
  appointmentRows,
  areaRows,
  type Cast,
  newIds,
  nodeRows,
  type Place,
  places,
  reportRelations,
  type Row,
} from '../cast.js';
import { filingRows } from './filing.js';
import { followUpRows } from './reporting-follow-up.js';

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
  tables: [
    {
      key: 'tendency',
      rows: [{ key: 'economy', label: 'Kinh tế' }],
      columns: [{ key: 'approve', label: 'Tán thành' }],
      cells: [[{ value: 7 }]],
      rowTotals: [{ value: 7 }],
      columnTotals: [{ value: 7 }],
      total: { value: 7 },
      threshold: 3,
    },
  ],
  discipline: [],
  dominated: [],
  sections: [{ key: 'economy', heading: 'Kinh tế', paragraphs: ['Ổn định'] }],
};

export function reportingRows(cast: Cast): Record<string, Row[]> {
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
      { ...period(cast.thematicRequest, 'CD-2025', 'open'), kind: 'thematic' },
      ...Object.values(cast.freePeriods).map((id, index) => period(id, `F-${index}`, 'closed')),
      ...Object.values(periodIds).map((id, index) => period(id, `A-${index}`, 'closed')),
    ],
    opinion_report: reports.map(({ row }) => row),
    opinion_item: reports.flatMap(({ relation, row }) => [
      {
        ...itemRow(row, cast.items[relation], cast.areas.own),
        stream_id: cast.streams[relation as Place] ?? null,
      },
      ...(relation === 'of the area' ? cast.looseItems : []).map((id, index) => ({
        ...itemRow(row, id, cast.areas.own),
        position: index + 1,
        stream_id: null,
      })),
    ]),
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
      pdf: Buffer.from('PK'),
    })),
    dispatch: [
      dispatched('sent to us', cast.organisation),
      dispatched('sent to us', cast.otherOrganisation),
      dispatched('sent to others', cast.otherOrganisation),
      dispatched('withdrawn', cast.organisation),
    ],
    ...filingRows(cast),
    ...followUpRows(cast),
  };
}
