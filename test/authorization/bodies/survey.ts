import { type Bodies, type Files, nowhere, type Subject } from './subject.js';

const survey = ({ number }: Subject) => ({
  code: `DT-${number}`,
  title: 'Dư luận về sắp xếp đơn vị hành chính',
  kind: 'full-survey',
  design: 'stratified',
  aims: 'Tìm hiểu người dân tiếp cận dịch vụ công ra sao',
  population: 'Người từ 18 tuổi cư trú tại tỉnh',
  method: 'Phỏng vấn trực tiếp theo phiếu',
  sponsor: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
  conductor: 'Phòng Dư luận xã hội',
  fieldStartsOn: '2026-04-01',
  fieldEndsOn: '2026-04-30',
  budgetVnd: 250_000_000,
});

const questionnaire = ({ number }: Subject) => ({
  title: `Phiếu hỏi ${number}`,
  form: {
    languages: [{ code: 'vi', name: 'Tiếng Việt' }],
    defaultLanguage: 'vi',
    items: [{ name: 'times', type: 'integer', label: { vi: 'Mấy lần?' }, constraint: '. >= 0' }],
    lists: [],
  },
});

export const surveyBodies: Bodies = {
  'survey.plans.create': survey,
  'survey.plans.update': survey,
  'survey.plans.advance': () => ({ to: 'designed' }),
  'survey.plans.outcomeRates': () => ({ counts: { I: 5, P: 3, R: 2, NC: 1, O: 2, UH: 1, UO: 1, NE: 1 } }),
  'survey.plans.sampleSize': () => ({ margin: 0.03 }),
  'survey.planQuestionnaires.create': questionnaire,
  'survey.questionnaires.update': questionnaire,
  'survey.questionnaires.addPretest': ({ number }) => ({
    heldOn: '2026-03-10',
    place: `Khối ${number}`,
    interviews: 12,
    medianMinutes: 14,
    findings: 'Câu 2 dài',
    changes: 'Rút gọn câu 2',
  }),
  'survey.frames.create': ({ number }) => ({
    code: `F-${number}`,
    title: 'Xã, phường',
    kind: 'areas',
    source: 'Cục Thống kê',
    asOf: '2025-07-01',
  }),
  'survey.planSamples.draw': ({ cast, number }) => ({
    frameId: cast.frame,
    design: {
      method: 'stratified',
      take: 10,
      draw: 'simple-random',
      allocation: { method: 'equal', least: 2 },
    },
    seed: number,
  }),
  'survey.planCases.add': ({ cast, number }) => ({
    sampleId: cast.sample,
    cases: [{ unit: 8 + (number % 44), label: `Số ${number}, khối 5` }],
  }),
  'survey.fieldCases.attempt': () => ({
    heldOn: '2026-04-02',
    partOfDay: 'evening',
    mode: 'visit',
    outcome: 'non-contact',
    firm: false,
  }),
  'survey.planInterviewers.setFieldRules': ({ number }) => ({
    courseCodes: ['PV'],
    caseload: 100 + (number % 900),
  }),
  'survey.planInterviewers.except': ({ cast, number }) => ({
    personId: cast.people.own,
    from: '2026-04-01',
    to: '2026-04-30',
    reason: `Lần ${number}`,
  }),
  'survey.planInterviewers.assign': ({ cast }) => ({
    personId: cast.people.own,
    caseIds: [cast.freeFieldCase],
    reassign: true,
  }),
  'survey.interviews.take': ({ cast, number }) => ({
    interviews: [
      {
        caseId: cast.fieldCases.own,
        save: (number % 10_000) + 1,
        questionnaireId: cast.questionnaire,
        answers: {},
        complete: true,
        minutes: 12,
        heldOn: '2026-04-02',
        partOfDay: 'evening',
        mode: 'visit',
      },
    ],
  }),
  'survey.planBackChecks.draw': ({ cast, number }) => ({
    personId: cast.people.unrelated,
    share: 0.1,
    seed: number,
  }),
  'survey.backChecks.record': () => ({ result: 'confirmed', checkedOn: '2026-04-10' }),
  'survey.qualityFlags.review': () => ({ outcome: 'explained' }),
  'survey.caseAssignments.withdraw': () => ({ ending: 'unavailable' }),
  'survey.planAnalyses.start': ({ number }) => ({
    title: `Kết quả ${number}`,
    variables: [{ key: 'times', item: 'times', bands: [1, 5] }],
    weights: {
      nonResponse: 'stratum',
      calibration: {
        method: 'raking',
        margins: [
          {
            variable: 'times',
            totals: [
              { category: '<1', total: 1 },
              { category: '1..5', total: 1 },
              { category: '>=5', total: 1 },
            ],
          },
        ],
      },
    },
    tables: [{ variable: 'times' }],
    numbers: [{ statistic: 'mean', item: 'times' }],
  }),
  'survey.planReleases.create': ({ cast, number }) => ({
    analysisId: cast.analysis,
    title: `Kết quả ${number}`,
    methods: { limitations: 'Không phỏng vấn người đi làm ăn xa' },
  }),
  'survey.releases.update': ({ number }) => ({
    title: `Kết quả ${number}`,
    methods: { processing: 'Kiểm tra logic theo phiếu' },
  }),
  'survey.releases.approve': () => ({ contentHash: 'a'.repeat(64) }),
  'survey.releases.withdraw': () => ({ reason: 'Sai quyền số' }),
  'survey.planInvitations.draw': () => ({ cell: 1 }),
  'survey.invitations.open': () => ({ token: 'nobodyHoldsThisTokenOfAnInvitatn' }),
  'survey.invitations.exchange': () => ({
    token: 'nobodyHoldsThisTokenOfAnInvitatn',
    blinded: 'A'.repeat(342),
  }),
  'survey.responses.takePoll': () => ({
    id: '3f2b8c1e-6d4a-4f0b-9a57-0c2d9e8b7a61',
    planId: nowhere,
    questionnaireId: nowhere,
    answers: {},
    complete: true,
    minutes: 4,
    answeredOn: '2026-04-02',
  }),
  'survey.responses.takeInvited': () => ({
    id: '3f2b8c1e-6d4a-4f0b-9a57-0c2d9e8b7a61',
    planId: nowhere,
    cell: 1,
    questionnaireId: nowhere,
    signature: 'A'.repeat(342),
    answers: {},
    complete: true,
    minutes: 12,
    answeredOn: '2026-04-02',
  }),
};

export const surveyFiles: Files = {
  // Read as far as the refusal of what is no workbook: who may send one has been decided by then.
  'survey.planQuestionnaires.importFile': () => 'no workbook',
  'survey.frames.fill': () => 'code\tname\tstratum\tsize\nA\tXã A\txã\t100\n',
};
