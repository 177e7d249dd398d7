import type { AnalysisResult, SurveyEstimate, SurveyNumber, SurveyTable } from '#contracts/analyses';
import { MethodsItem, type SurveyOutcomes, type SurveyReleaseContent } from '#contracts/releases';
import type {
  AggregateReportDocument,
  ReportBlock,
  ReportCell,
  ReportChart,
  ReportColumn,
  ReportTable,
} from '#documents/aggregate-report';
import { formatNumber } from '#documents/vietnamese-format';
import { percent, percentOf } from '../estimates/precision.rules.js';
import { weightsSpread } from './methods.rules.js';
import type { SurveyReleaseEntity } from './release.entity.js';
import { hasPassed, type PassedMicrodata } from './release.microdata.js';

export const methodsHeadings: Record<MethodsItem, string> = {
  strategy: 'Chiến lược thu thập thông tin',
  'sponsor-and-conductor': 'Đơn vị chủ trì và đơn vị thực hiện',
  wording: 'Nguyên văn câu hỏi',
  population: 'Tổng thể nghiên cứu',
  sample: 'Cách chọn mẫu và mời tham gia',
  modes: 'Hình thức thu thập',
  dates: 'Thời gian thu thập',
  'sizes-and-precision': 'Cỡ mẫu và độ chính xác',
  weighting: 'Quyền số',
  processing: 'Xử lý và kiểm tra chất lượng',
  limitations: 'Hạn chế',
};

export const statistics: Record<SurveyNumber['statistic'], string> = {
  mean: 'Trung bình',
  total: 'Tổng',
  ratio: 'Tỷ số',
  quantile: 'Phân vị',
};

const DOTS = '………';

type Printed = Pick<SurveyReleaseEntity, 'number' | 'releasedOn'>;

/** A release as a document: tables and charts, what the weights did, and the eleven items of the methods statement. */
export function toDocument(
  { number, releasedOn }: Printed,
  { title, survey, methods, outcomes, result }: SurveyReleaseContent,
): AggregateReportDocument {
  const notes = result.notice ? [result.notice] : [];
  const findings = result.tables.flatMap((table): ReportBlock[] =>
    table.by
      ? [byDomain(table, notes)]
      : [
          { ...chartOf(table), notes },
          { ...alone(table, result.representative), notes },
        ],
  );
  const comparisons = result.tables.flatMap(({ differences, ...table }) =>
    differences.length > 0 ? [comparisonsOf(table as SurveyTable, differences)] : [],
  );
  const { numbers } = result;
  return {
    superiorBody: survey.sponsor.toLocaleUpperCase('vi'),
    issuingBody: survey.conductor.toLocaleUpperCase('vi'),
    number,
    symbol: { type: 'KQĐT', body: survey.code },
    place: DOTS,
    date: releasedOn,
    documentType: 'KẾT QUẢ ĐIỀU TRA',
    abstract: title,
    mark: 'LƯU HÀNH NỘI BỘ',
    sections: [
      {
        heading: 'Kết quả',
        blocks: [
          ...notes.map((text): ReportBlock => ({ kind: 'paragraph', text })),
          ...findings,
          ...(numbers.length > 0 ? [numbersTable(numbers)] : []),
          ...comparisons,
        ],
      },
      {
        heading: 'Cách tính',
        blocks: [...calculation(result), ...(outcomes ? outcomesBlocks(outcomes) : [])],
      },
      {
        heading: 'Thuyết minh phương pháp',
        blocks: MethodsItem.options.flatMap((item): ReportBlock[] => [
          { kind: 'subheading', text: methodsHeadings[item] },
          { kind: 'paragraph', text: methods[item] || '(chưa có)' },
        ]),
      },
    ],
    signature: { authority: null, position: 'THỦ TRƯỞNG ĐƠN VỊ', name: null },
    recipients: [survey.sponsor],
    filedAt: survey.conductor,
  };
}

const right = { align: 'right' as const };
const withheld = ({ reason = 'protected' }: { reason?: string | undefined }): ReportCell =>
  reason === 'undefined' ? '–' : { withheld: reason };
const people = (count: SurveyTable['people']['total']): ReportCell => count.value ?? withheld(count);

const between = (
  { low, high }: SurveyEstimate,
  scale: (value: number) => number = (value) => value,
): string =>
  low == null || high == null ? '–' : `${formatNumber(scale(low))} – ${formatNumber(scale(high))}`;

function chartOf({ variable, rows, shares }: SurveyTable): ReportChart {
  return {
    kind: 'chart',
    caption: `${variable.label} (%)`,
    series: ['Tỷ lệ (%)'],
    bars: rows.map(({ label }, at) => {
      const { value, se, reason = 'protected' } = shares[at]!;
      return {
        label,
        values: [value === null ? { withheld: reason } : percentOf(value, se)],
      };
    }),
  };
}

function alone({ variable, rows, shares, people: counts }: SurveyTable, hasVariance: boolean): ReportTable {
  const columns: ReportColumn[] = [
    { label: 'Phương án', align: 'left' },
    { label: 'Số người', ...right },
    { label: 'Tỷ lệ (%)', ...right },
  ];
  const more: ReportColumn[] = [
    { label: 'Khoảng tin cậy (%)', ...right },
    { label: 'Hệ số thiết kế', ...right },
  ];
  return {
    kind: 'table',
    caption: variable.label,
    columns: [...columns, ...(hasVariance ? more : [])],
    rows: rows.map(({ label }, at) => {
      const share = shares[at]!;
      const shown = share.value === null ? withheld(share) : percentOf(share.value, share.se);
      return [
        label,
        people(counts.rowTotals[at]!),
        shown,
        ...(hasVariance
          ? share.value === null
            ? [shown, shown]
            : [between(share, percent), share.designEffect ?? '–']
          : []),
      ];
    }),
    totals: ['Số người trả lời', people(counts.total), '', ...(hasVariance ? ['', ''] : [])],
  };
}

function byDomain(
  { variable, by, rows, columns, columnShares, people: counts, independence }: SurveyTable,
  notes: string[],
): ReportTable {
  const test =
    independence?.value != null
      ? [
          `Kiểm định Rao – Scott: F = ${formatNumber(independence.value, 2)}; p = ${formatNumber(independence.p!, 3)}.`,
        ]
      : [];
  return {
    kind: 'table',
    caption: `${variable.label} theo: ${by!.label} (%, khoảng tin cậy trong ngoặc)`,
    columns: [{ label: 'Phương án', align: 'left' }, ...columns.map(({ label }) => ({ label, ...right }))],
    rows: rows.map(({ label }, i) => [
      label,
      ...columnShares[i]!.map((share): ReportCell => {
        if (share.value === null) return withheld(share);
        const value = formatNumber(percentOf(share.value, share.se));
        return share.low == null ? value : `${value} (${between(share, percent)})`;
      }),
    ]),
    totals: ['Số người trả lời', ...counts.columnTotals.map(people)],
    notes: [...notes, ...test],
  };
}

function numbersTable(numbers: readonly SurveyNumber[]): ReportTable {
  return {
    kind: 'table',
    caption: 'Các đại lượng',
    columns: [
      { label: 'Đại lượng', align: 'left' },
      { label: 'Nhóm', align: 'left' },
      { label: 'Số người', ...right },
      { label: 'Giá trị', ...right },
      { label: 'Khoảng tin cậy', ...right },
      { label: 'Hệ số thiết kế', ...right },
    ],
    rows: numbers.map(({ statistic, item, denominator, p, domain, base, estimate }) => {
      const of = denominator ? `${item.label} / ${denominator.label}` : item.label;
      const what = `${statistics[statistic]}${p === null ? '' : ` ${formatNumber(p)}`}: ${of}`;
      const shown = estimate.value ?? withheld(estimate);
      return [
        what,
        domain?.label ?? 'Tất cả',
        people(base),
        shown,
        estimate.value === null ? shown : between(estimate),
        estimate.value === null ? shown : (estimate.designEffect ?? '–'),
      ];
    }),
  };
}

function comparisonsOf(
  { variable, by, rows, columns }: SurveyTable,
  differences: SurveyTable['differences'],
): ReportTable {
  const labelOf = (list: SurveyTable['rows'], key: string): string =>
    list.find((one) => one.key === key)?.label ?? key;
  return {
    kind: 'table',
    caption: `${variable.label}: chênh lệch giữa các nhóm theo ${by!.label} (điểm phần trăm)`,
    columns: [
      { label: 'Phương án', align: 'left' },
      { label: 'Nhóm so với nhóm', align: 'left' },
      { label: 'Chênh lệch', ...right },
      { label: 'Khoảng tin cậy', ...right },
      { label: 'p', ...right, decimals: 3 },
    ],
    rows: differences.map((one) => [
      labelOf(rows, one.row),
      `${labelOf(columns, one.column)} – ${labelOf(columns, one.against)}`,
      one.value === null ? withheld(one) : percentOf(one.value, one.se),
      one.value === null ? withheld(one) : between(one, percent),
      one.value === null ? withheld(one) : (one.p ?? '–'),
    ]),
  };
}

/** What became of the cases, by the rates of AAPOR; of a rate on which no case bears a dash. */
function outcomesBlocks({ cases, rates }: SurveyOutcomes): ReportBlock[] {
  if (!rates)
    return [{ kind: 'paragraph', text: 'Kết quả thực địa dựa trên quá ít trường hợp nên không nêu.' }];
  const { e, ...named } = rates;
  const share = e === null ? 'không xác định' : formatNumber(e, 3);
  return [
    {
      kind: 'table',
      caption: `Kết quả thực địa của ${formatNumber(cases.value!)} trường hợp theo các tỷ lệ của AAPOR (%)`,
      columns: [
        { label: 'Tỷ lệ', align: 'left' },
        { label: 'Giá trị (%)', ...right, decimals: 1 },
      ],
      rows: Object.entries(named).map(([name, rate]) => [name, rate === null ? '–' : percent(rate)]),
      notes: [`Phần trường hợp chưa rõ được coi là thuộc tổng thể (e): ${share}.`],
    },
  ];
}

const aboutFile = ({ variables, withheld }: PassedMicrodata): string =>
  `Kèm theo: tệp dữ liệu vi mô đã khử nhận dạng, không có quyền số, theo ${variables.map(({ label }) => `“${label}”`).join(', ')}; ${formatNumber(withheld)} người không nêu câu trả lời để bảo vệ người trả lời.`;

const factorsOf = ({ factors }: NonNullable<AnalysisResult['weighting']['calibration']>): string =>
  factors ? `; hệ số từ ${formatNumber(factors.least)} đến ${formatNumber(factors.greatest)}` : '';

function calculation({ method, weighting, microdata }: SurveyReleaseContent['result']): ReportBlock[] {
  const { calibration } = weighting;
  const lines = [
    `Phiên bản mã tính: ${method.estimates}; ${method.statistics}; ${method.sampling}. Phương sai: ${method.variance}; quyền số: ${method.weighting}.`,
    ...weightsSpread(weighting).map((text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
    ...(calibration
      ? [
          `Hiệu chỉnh quyền số: ${calibration.converged ? 'hội tụ' : 'không hội tụ'} sau ${calibration.iterations} vòng${factorsOf(calibration)}.`,
        ]
      : []),
  ];
  if (hasPassed(microdata)) lines.push(aboutFile(microdata));
  return [
    ...lines.map((text): ReportBlock => ({ kind: 'paragraph', text })),
    ...(calibration
      ? [
          {
            kind: 'table' as const,
            caption: 'Tổng thể dùng để hiệu chỉnh quyền số',
            columns: [
              { label: 'Biến', align: 'left' as const },
              { label: 'Nhóm', align: 'left' as const },
              { label: 'Tổng thể', ...right, decimals: 0 },
              { label: 'Trước hiệu chỉnh', ...right, decimals: 0 },
              { label: 'Sau hiệu chỉnh', ...right, decimals: 0 },
            ],
            rows: calibration.targets.map(({ label, category, target, before, after }) => [
              label,
              category ?? '',
              target,
              people(before),
              people(after),
            ]),
          },
        ]
      : []),
  ];
}
