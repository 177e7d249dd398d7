import { type Cast, placeNames, type Row } from '../cast.js';

const certificateOfSomebody = 'd3b07384-d9a0-4c9b-8f3e-2f6a1c5b7e90';

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
  fieldCases,
  freeFieldCase,
  caseAssignments,
  people,
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
  field_case: [...placeNames.map((place) => fieldCases[place]), freeFieldCase].map((id, at) => ({
    id,
    plan_id: plan,
    sample_id: sample,
    unit: at + 1,
    cell: 1,
    label: `Số ${at + 1}, khối 5`,
    disposition: 'not-attempted',
    settled: false,
    version: 1,
  })),
  interviewer_certificate: [
    {
      id: certificateOfSomebody,
      person_id: people.own,
      course_code: 'PV',
      valid_from: '2020-01-01',
      version: 1,
    },
  ],
  field_rule: [{ plan_id: plan, course_codes: ['PV'], caseload: 500, version: 1 }],
  field_interviewer: placeNames.map((place) => ({ plan_id: plan, person_id: people[place], version: 1 })),
  case_assignment: placeNames.map((place) => ({
    id: caseAssignments[place],
    plan_id: plan,
    case_id: fieldCases[place],
    person_id: people[place],
    assigned_on: '2025-04-01',
    version: 1,
  })),
});
