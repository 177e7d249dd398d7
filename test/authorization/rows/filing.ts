import { type Cast, placeNames, type Row } from '../cast.js';

/** A calendar, an attachment of each report, and a stream for the item of each report that lies somewhere; the item itself names it. */
export const filingRows = ({
  streams,
  period,
  calendar,
  thematicRequest,
  reports,
  attachment,
  savedView,
  account,
}: Cast): Record<string, Row[]> => ({
  reporting_calendar: [
    {
      id: calendar,
      code: 'GIUA-THANG',
      kind: 'custom',
      months: 1,
      start_month: 1,
      start_day: 1,
      due_days: 5,
      grace_days: 1,
      due_time: '17:00',
      working_days: true,
      exceptions: '[]',
      version: 1,
    },
  ],
  saved_view: [
    {
      id: savedView,
      account_id: account,
      title: 'Kinh tế',
      kind: 'opinion-items',
      query: '{}',
      version: 1,
    },
  ],
  thematic_request: [
    {
      period_id: thematicRequest,
      topic: 'economy',
      subject: 'Giá vật tư nông nghiệp',
      note: null,
      questions: '["Bà con đánh giá thế nào?"]',
      levels: [],
      area_ids: [],
    },
  ],
  opinion_attachment: Object.values(reports).map((report_id) => ({
    report_id,
    sha256: attachment,
    media_type: 'application/pdf',
    size: 4,
    content: Buffer.from('%PDF'),
  })),
  opinion_stream: placeNames.map((place) => ({
    id: streams[place],
    period_id: period,
    topic: 'economy',
    tendency: 'approve',
    version: 1,
  })),
});
