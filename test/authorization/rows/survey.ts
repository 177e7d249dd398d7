import type { Cast, Row } from '../cast.js';

const facts = {
  title: 'Khung',
  kind: 'areas',
  source: 'Cục Thống kê',
  as_of: '2025-07-01',
  units: 20,
  size: 2000,
  version: 1,
};

export const surveyRows = ({
  plan,
  questionnaire,
  frame,
  freeFrame,
  sample,
  fieldCase,
}: Cast): Record<string, Row[]> => ({
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
  questionnaire: [
    {
      id: questionnaire,
      plan_id: plan,
      number: 1,
      title: 'Phiếu hỏi',
      state: 'draft',
      languages: ['vi'],
      form: JSON.stringify({
        languages: [{ code: 'vi', name: 'Tiếng Việt' }],
        defaultLanguage: 'vi',
        items: [{ name: 'times', type: 'integer', label: { vi: 'Mấy lần?' } }],
        lists: [],
      }),
      version: 1,
    },
  ],
  sampling_frame: [
    { id: frame, code: 'F', ...facts },
    { id: freeFrame, code: 'F-free', ...facts },
  ],
  frame_unit: Array.from({ length: 20 }, (_, place) => ({
    frame_id: frame,
    code: `U-${place}`,
    place,
    name: `Xã ${place}`,
    stratum: place < 10 ? 'a' : 'b',
    size: 100,
  })),
  sample: [
    {
      id: sample,
      plan_id: plan,
      frame_id: frame,
      design: JSON.stringify({ method: 'simple-random', take: 10 }),
      seed: 1,
      frame_digest: 'x',
      code_version: 'x',
      units: 0,
      drawn_at: new Date(),
    },
  ],
  sample_cell: [{ sample_id: sample, number: 1, certain: false, units: 51, probability: 1, base_weight: 1 }],
  sampled_unit: Array.from({ length: 51 }, (_, at) => ({
    sample_id: sample,
    number: at + 1,
    unit: `U-${at}`,
    cell: 1,
  })),
  field_case: [
    {
      id: fieldCase,
      plan_id: plan,
      sample_id: sample,
      unit: 1,
      cell: 1,
      label: 'Số 1, khối 5',
      disposition: 'not-attempted',
      settled: false,
      version: 1,
    },
  ],
});
