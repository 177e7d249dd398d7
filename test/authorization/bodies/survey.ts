import type { Bodies, Subject } from './subject.js';

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

export const surveyBodies: Bodies = {
  'survey.plans.create': survey,
  'survey.plans.update': survey,
  'survey.plans.outcomeRates': () => ({ counts: { I: 5, P: 3, R: 2, NC: 1, O: 2, UH: 1, UO: 1, NE: 1 } }),
  'survey.plans.sampleSize': () => ({ margin: 0.03 }),
};
