import type { SurveyPlanText } from '#contracts/survey';

let written = 0;

/** What is written of a plan that may be made; each has a code of its own. */
export function planText(changes: Partial<SurveyPlanText> = {}): SurveyPlanText {
  written += 1;
  return {
    code: `DT-2026-${written}`,
    title: 'Dư luận về sắp xếp đơn vị hành chính',
    kind: 'full-survey',
    design: 'stratified',
    aims: 'Tìm hiểu người dân tiếp cận dịch vụ công ra sao sau khi sắp xếp',
    population: 'Người từ 18 tuổi cư trú tại tỉnh',
    method: 'Phỏng vấn trực tiếp theo phiếu, chọn mẫu phân tầng theo xã',
    sponsor: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
    conductor: 'Phòng Dư luận xã hội',
    fieldStartsOn: '2026-04-01',
    fieldEndsOn: '2026-04-30',
    budgetVnd: 250_000_000,
    ...changes,
  };
}
