import type { AnalysisResult, AnalysisText } from '#contracts/analyses';
import { MethodsItem } from '#contracts/releases';
import type { QuestionnaireForm } from '#contracts/questionnaires';
import type { SampleDesign } from '#contracts/samples';
import type { SurveyDesign } from '#contracts/survey';
import { formatNumber, formatShortDay } from '#documents/vietnamese-format';
import { itemsOf, wordingOf } from '../estimates/columns.rules.js';
import type { SurveyPlanEntity } from '../plans/plan.entity.js';
import type { ResponseMode } from '../vault/response.entity.js';

type Methods = Record<MethodsItem, string>;

export const missingItems = (methods: Methods): MethodsItem[] =>
  MethodsItem.options.filter((item) => !methods[item]);

const designs: Record<SurveyDesign, string> = {
  'simple-random': 'Chọn mẫu ngẫu nhiên đơn',
  stratified: 'Chọn mẫu ngẫu nhiên phân tầng',
  'multi-stage-cluster': 'Chọn mẫu ngẫu nhiên nhiều giai đoạn theo chùm',
  quota: 'Chọn mẫu theo hạn ngạch, không theo xác suất',
  convenience: 'Chọn mẫu thuận tiện, không theo xác suất',
  'opt-in': 'Người trả lời tự nguyện tham gia, không theo xác suất',
};

const modes: Record<ResponseMode, string> = {
  self: 'tự trả lời theo giấy mời',
  interviewer: 'điều tra viên phỏng vấn',
  poll: 'trả lời trên trang thăm dò mở',
};

/** What a methods statement is filled in from. */
export interface MethodsGround {
  readonly plan: SurveyPlanEntity;
  readonly frame: { title: string; source: string; asOf: string } | null;
  readonly sampleDesign: SampleDesign;
  readonly form: QuestionnaireForm;
  readonly modes: readonly ResponseMode[];
  readonly definition: AnalysisText;
  readonly result: AnalysisResult;
}

/** What is known of the methods without asking anybody. The rest is empty, and somebody has to write it. */
export function filledIn(ground: MethodsGround): Methods {
  const { plan, frame, form, result } = ground;
  const used = ground.modes.map((mode) => modes[mode]).join('; ');
  return {
    strategy: plan.method,
    'sponsor-and-conductor': `Đơn vị chủ trì, cấp kinh phí: ${plan.sponsor}. Đơn vị thực hiện: ${plan.conductor}.`,
    wording: wordingText(form, ground.definition),
    population: plan.population,
    sample: [
      designs[plan.design],
      ...(frame ? [`khung mẫu: ${frame.title} (${frame.source}, ngày ${formatShortDay(frame.asOf)})`] : []),
      ...drawnText(ground.sampleDesign),
    ].join('; '),
    modes: used && `${used[0]!.toUpperCase()}${used.slice(1)}`,
    dates: `Từ ngày ${formatShortDay(plan.fieldStartsOn)} đến ngày ${formatShortDay(plan.fieldEndsOn)}`,
    'sizes-and-precision': sizesText(result),
    weighting: weightingText(result),
    processing: '',
    limitations: '',
  };
}

function wordingText(form: QuestionnaireForm, { variables, numbers }: AnalysisText): string {
  const names = new Set([
    ...variables.flatMap(({ item }) => item ?? []),
    ...numbers.flatMap(({ item, denominator }) => [item, denominator ?? item]),
  ]);
  return [...itemsOf(form).values()]
    .filter(({ name }) => names.has(name))
    .map((item) => {
      const list = form.lists.find(({ name }) => name === item.list);
      const choices = (list?.choices ?? []).map(({ name, label }) => label?.[form.defaultLanguage] ?? name);
      const wording = wordingOf(form, item);
      return choices.length > 0 ? `${wording} (${choices.join(' / ')})` : wording;
    })
    .join('\n');
}

function drawnText(design: SampleDesign): string[] {
  if (design.method === 'multi-stage') {
    const { clusters, within } = design;
    const inside = within ? `mỗi đơn vị chọn ${within.take} người` : 'lấy toàn bộ người trong đơn vị';
    return [`giai đoạn 1 chọn ${clusters.take} đơn vị (${clusters.draw}), ${inside}`];
  }
  if (design.method === 'quota') return [`${design.cells.length} ô hạn ngạch`];
  return 'take' in design ? [`chọn ${design.take} đơn vị`] : [];
}

function sizesText({ people, representative, notice, method, tables }: AnalysisResult): string {
  const size = `Số người trả lời được tính (chưa gia quyền): ${people.value === null ? 'không công bố' : formatNumber(people.value)}`;
  if (!representative) return `${size}. ${notice}`;
  const effects = tables.flatMap(({ shares }) => shares.flatMap(({ designEffect }) => designEffect ?? []));
  const span =
    effects.length > 0
      ? `; hệ số thiết kế từ ${formatNumber(Math.min(...effects), 2)} đến ${formatNumber(Math.max(...effects), 2)}`
      : '';
  return `${size}; khoảng tin cậy ${formatNumber(method.confidence! * 100)}% (${method.interval}); phương sai: ${method.variance}${span}; ước lượng làm tròn theo sai số và để không suy ra người trả lời, khoảng tin cậy đã tính cả làm tròn, nên tổng các tỷ lệ có thể khác 100%.`;
}

/** What the weights cost, where that may be told. */
export const weightsSpread = ({ effectiveSize, designEffect }: AnalysisResult['weighting']): string[] =>
  effectiveSize === null || designEffect === null
    ? []
    : [
        `cỡ mẫu hiệu dụng ${formatNumber(effectiveSize)}, hệ số thiết kế do quyền số ${formatNumber(designEffect)}`,
      ];

function weightingText({ weighting, representative, method }: AnalysisResult): string {
  const { nonResponse, trimming, calibration } = weighting;
  const steps = [
    representative ? 'Quyền số gốc là nghịch đảo xác suất được chọn' : 'Không có quyền số thiết kế',
    ...(nonResponse ? [`điều chỉnh không trả lời theo ${nonResponse.classes} lớp`] : []),
    ...(trimming ? ['giới hạn quyền số quá lớn, quá nhỏ'] : []),
    ...(calibration
      ? [
          `hiệu chỉnh theo tổng thể (${calibration.method}): ${[...new Set(calibration.targets.map(({ label }) => label))].join(', ')}`,
        ]
      : []),
    ...weightsSpread(weighting),
    `mã tính toán ${method.estimates}, ${method.statistics}`,
  ];
  return `${steps.join('; ')}.`;
}
