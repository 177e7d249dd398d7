import { type Cast, recommendationRelations, type Row } from '../cast.js';

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
    recommendation_item: [{ recommendation_id: recommendations.own, item_id: cast.items.own }],
    recommendation_document: recommendationRelations.map((relation) => ({
      recommendation_id: recommendations[relation],
      version: 1,
      sha256: 'x',
      docx: Buffer.from('PK'),
    })),
  };
}
