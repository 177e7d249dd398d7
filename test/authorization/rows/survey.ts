import { randomUUID } from 'node:crypto';
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

const untried = {
  cell: 1,
  label: 'Số 1, khối 5',
  disposition: 'not-attempted',
  settled: false,
  version: 1,
};
/** Cases that can be drawn for a check. */
const interviewed = Array.from({ length: 40 }, () => randomUUID());

export const surveyRows = ({
  plan,
  questionnaire,
  frame,
  freeFrame,
  sample,
  fieldCases,
  freeFieldCase,
  caseAssignments,
  backCheckDraw,
  backChecks,
  qualityFlags,
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
  sampled_unit: Array.from({ length: 91 }, (_, at) => ({
    sample_id: sample,
    number: at + 1,
    unit: `U-${at}`,
    cell: 1,
  })),
  field_case: [
    ...[...placeNames.map((place) => fieldCases[place]), freeFieldCase].map((id, at) => ({
      ...untried,
      id,
      plan_id: plan,
      sample_id: sample,
      unit: at + 1,
    })),
    ...interviewed.map((id, at) => ({
      ...untried,
      id,
      plan_id: plan,
      sample_id: sample,
      unit: at + 52,
      disposition: 'complete',
      settled: true,
    })),
  ],
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
  case_assignment: [
    ...placeNames.map((place) => ({
      id: caseAssignments[place],
      case_id: fieldCases[place],
      person_id: people[place],
    })),
    ...interviewed.map((id) => ({ id: randomUUID(), case_id: id, person_id: people.unrelated })),
  ].map((given) => ({ ...given, plan_id: plan, assigned_on: '2025-04-01', version: 1 })),
  back_check_draw: [
    { id: backCheckDraw, plan_id: plan, share: 1, seed: 1, eligible: 6, cases: 6, drawn_on: '2025-04-10' },
  ],
  back_check: placeNames.map((place) => ({
    id: backChecks[place],
    plan_id: plan,
    draw_id: backCheckDraw,
    person_id: people[place],
    result: 'confirmed',
    checked_on: '2025-04-11',
    version: 1,
  })),
  quality_flag: placeNames.map((place) => ({
    id: qualityFlags[place],
    plan_id: plan,
    person_id: people[place],
    kind: 'speed',
    item: '',
    interviews: 10,
    noticed: 2,
    raised_on: '2025-04-11',
    version: 1,
  })),
});
