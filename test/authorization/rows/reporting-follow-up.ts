import { type Cast, placeNames, places, recommendationRelations, type Row } from '../cast.js';

/** Recommendations, each forwarded; one drawn from the caller's own report. */
export function followUpRows(cast: Cast): Record<string, Row[]> {
  const { recommendations, organisation, otherOrganisation } = cast;
  return {
    recommendation: recommendationRelations.map((relation, index) => ({
      id: recommendations[relation],
      subject: 'Giá vật tư nông nghiệp',
      text: 'Sớm có chính sách bình ổn giá phân bón',
      state: 'forwarded',
      organisation_id: relation === 'sent to us' ? organisation : otherOrganisation,
      due_on: '2026-12-31',
      number: index + 1,
      symbol: 'CV/BTG',
      version: 1,
    })),
    explanation: [
      {
        id: cast.explanation,
        topic: 'economy',
        title: 'Về giá phân bón',
        text: 'Tỉnh đã có phương án bình ổn giá',
        version: 1,
      },
    ],
    inspection: placeNames.map((place) => ({
      id: cast.inspections[place],
      area_id: cast.areas[place],
      ord: places[place].lo,
      subject: 'Công tác nắm dư luận xã hội',
      scope: 'Việc gửi báo cáo định kỳ',
      starts_on: '2026-01-05',
      ends_on: '2026-01-06',
      state: 'following-up',
      team: JSON.stringify([{ role: 'head', organisationId: organisation, position: 'Trưởng phòng' }]),
      checklist: JSON.stringify([{ text: 'Gửi báo cáo đúng hạn', result: 'met', note: null }]),
      findings: '[]',
      conclusion: 'Đơn vị thực hiện khá nghiêm túc',
      version: 1,
    })),
    inspection_request: placeNames.map((place) => ({
      id: cast.inspectionRequests[place],
      inspection_id: cast.inspections[place],
      number: 1,
      text: 'Phân công người theo dõi',
      due_on: '2190-01-01',
      state: 'open',
      steps: '[]',
    })),
    recommendation_item: [{ recommendation_id: recommendations.own, item_id: cast.items.own }],
    recommendation_document: recommendationRelations.map((relation) => ({
      recommendation_id: recommendations[relation],
      version: 1,
      sha256: 'x',
      docx: Buffer.from('PK'),
    })),
  };
}
