import type { Bodies, Files } from './subject.js';

const calendar = (number: number) => ({
  code: `LICH-${number}`,
  kind: 'custom',
  months: 1,
  startMonth: 1,
  startDay: 15,
  dueDays: 3,
  graceDays: 1,
  dueTime: '17:00',
  workingDays: true,
  exceptions: [{ level: 'commune', organisationId: null, dueDays: 5, graceDays: 0 }],
});

const savedView = (number: number) => ({
  name: `Góc nhìn ${number}`,
  kind: 'opinion-items',
  query: { search: 'giá điện' },
  sharedWith: null,
});

export const filingBodies: Bodies = {
  'reporting.codes.change': ({ number }) => ({
    effective: '2026-01-01',
    dryRun: true,
    changes: [{ kind: 'create', code: `linh-vuc-${number}`, name: `Lĩnh vực ${number}`, position: number }],
  }),
  'reporting.reportingCalendars.create': ({ number }) => calendar(number),
  'reporting.reportingCalendars.change': ({ number }) => calendar(number),
  'reporting.reportingCalendars.open': ({ number }) => ({
    on: new Date(Date.UTC(1900, number % 3600, 2)).toISOString().slice(0, 10),
  }),
  'reporting.holidays.change': () => ({ days: [{ day: '2026-09-02', worked: false, note: 'Quốc khánh' }] }),
  'reporting.opinionReportReview.blank': () => ({
    revision: 1,
    fields: ['summary'],
    reason: 'Nội dung dẫn tới một cá nhân',
  }),
  'reporting.savedViews.create': ({ number }) => savedView(number),
  'reporting.savedViews.change': ({ number }) => savedView(number),
  'reporting.thematicRequests.open': ({ number }) => ({
    code: `CD-${number}`,
    startsOn: '2026-01-01',
    endsOn: '2026-01-31',
    dueAt: '2026-02-05T00:00:00Z',
    topic: 'economy',
    subject: 'Giá vật tư nông nghiệp',
    note: null,
    questions: ['Bà con đánh giá thế nào?'],
    levels: ['district'],
    areaIds: [],
  }),
  'reporting.opinionStreams.create': ({ cast }) => ({ itemIds: cast.looseItems }),
  'reporting.opinionStreams.join': ({ cast }) => ({ itemIds: [cast.items['below the area']] }),
  'reporting.opinionStreams.separate': ({ cast }) => ({ itemIds: [cast.items['below the area']] }),
};

const opinionRow = {
  topic: 'economy',
  area: 'D-5',
  strata: 'farmers',
  tendency: 'approve',
  prevalence: 'some',
  conversations: 4,
  meetings: 1,
  places: 2,
  intensity: 'low',
  trend: 'new',
  summary: 'Người dân quan tâm giá nông sản',
};

export const filingFiles: Files = {
  'reporting.reportFiles.file': ({ number }) =>
    [Object.keys(opinionRow), Object.values({ ...opinionRow, conversations: 4 + number })]
      .map((cells) => cells.join('\t'))
      .join('\n'),
  'reporting.opinionAttachments.add': ({ number }) => `%PDF-1.7\n% ${number}\n%%EOF\n`,
};
