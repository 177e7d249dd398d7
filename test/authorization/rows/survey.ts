import type { Cast, Row } from '../cast.js';

export const surveyRows = ({ plan }: Cast): Record<string, Row[]> => ({
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
