import type {
  AggregateContent,
  Discipline,
  FigureTable,
  Section,
  SurveyResults,
  TrainingFigures,
} from '#contracts/aggregates';
import type { Asked, SummaryRow } from './aggregates.queries.js';
import { figureAt, fillIn, percent, shareAt } from './bound-text.rules.js';
import { surveysText, trainingText } from './results.rules.js';
import type { StreamRow } from './streams.queries.js';
import { type Label, prevalences, tendencies } from './tables.rules.js';

/** Version of the rules that count and compose; stored with every report made by them. */
export const method = 'aggregate-4';

const number = new Intl.NumberFormat('vi-VN');

/**
 * Which words follow from which share of a topic's items lean one way: a share of at least 0.9 is
 * "tuyệt đại đa số", 0.5 "đa số", 0.25 "nhiều", below that "một số". They speak of items reported, never of people.
 */
export function shareWords(share: number): string {
  if (share >= 0.9) return 'tuyệt đại đa số';
  if (share >= 0.5) return 'đa số';
  if (share >= 0.25) return 'nhiều';
  return 'một số';
}

const tendencyWords: Record<string, string> = {
  approve: 'tán thành',
  oppose: 'phản đối',
  undecided: 'băn khoăn',
};

/** What the words are composed from: everything here has passed the gate. */
export interface Composition extends Omit<AggregateContent, 'sections' | 'method' | 'training' | 'surveys'> {
  training: TrainingFigures | null;
  surveys: SurveyResults[];
  summaries: SummaryRow[];
  /** Those that may be told, the first first. */
  streams: StreamRow[];
  topics: Label[];
  /** What the report answers; null: what collaborators report of themselves. */
  asked: Asked | null;
}

/** The draft of every section; the editor goes on from it. */
export function composeSections(facts: Composition): Section[] {
  const { training, surveys } = facts;
  const sections: Draft[] = [
    { key: 'overview', heading: 'Tình hình chung', bound: overview(facts) },
    ...facts.topics.flatMap((topic) => topicSection(topic, facts)),
    ...(surveys.length > 0
      ? [{ key: 'surveys', heading: 'Kết quả điều tra, thăm dò', bound: surveysText(surveys) }]
      : []),
    { key: 'assessment', heading: 'Nhận định', bound: assessment(facts) },
    {
      key: 'recommendations',
      heading: 'Kiến nghị, đề xuất',
      bound: recommendations([...facts.streams.map(({ best }) => best), ...facts.summaries]),
    },
    { key: 'discipline', heading: 'Chấp hành chế độ báo cáo', bound: discipline(facts.discipline) },
    ...(facts.asked || facts.unit
      ? []
      : [{ key: 'training', heading: 'Tập huấn, hội nghị', bound: trainingText(training) }]),
  ];
  return sections.map(({ key, heading, bound }) => ({
    key,
    heading,
    paragraphs: bound.map((text) => fillIn(text, facts.tables).text),
    bound,
  }));
}

/** A section with places for the figures that its tables have. */
type Draft = Required<Pick<Section, 'key' | 'heading' | 'bound'>>;

const tableOf = (facts: Composition, key: string): FigureTable =>
  facts.tables.find((table) => table.key === key)!;

function overview(facts: Composition): string[] {
  const gathered = [
    ...(facts.asked ? answered(facts.asked) : []),
    ...(facts.parts
      ? [
          `Báo cáo tổng hợp từ cùng các ý kiến đã phản ánh của các kỳ: ${facts.parts.join(', ')}. ` +
            'Một số liệu chỉ được nêu khi kỳ nào cũng nêu được.',
        ]
      : []),
  ];
  if (facts.items === null)
    return [...gathered, 'Số liệu của đơn vị trong kỳ dựa trên quá ít người phản ánh nên không nêu.'];
  if (facts.items === 0) return [...gathered, 'Trong kỳ không có ý kiến nào được tiếp nhận.'];
  const table = tableOf(facts, 'tendency');
  const leading = table.rows
    .map((row, index) => ({ ...row, count: table.rowTotals[index]!.value ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3);
  const leaning = tendencies
    .filter((_, column) => table.columnTotals[column]!.value !== null)
    .map(
      ({ key }) => `${figureAt('tendency', '', key)} ${tendencyWords[key]} (${shareAt('tendency', '', key)})`,
    )
    .join(', ');
  const heardMost = leading.map(({ key, label }) => `${label} (${figureAt('tendency', key)})`).join('; ');
  return [
    ...gathered,
    `Trong kỳ, mạng lưới cộng tác viên phản ánh ${figureAt('tendency')} luồng ý kiến${leaning && `; ${leaning}`}. ` +
      'Số liệu đếm số luồng ý kiến được phản ánh, không phải số người.',
    ...(heardMost ? [`Các lĩnh vực được phản ánh nhiều nhất: ${heardMost}.`] : []),
  ];
}

const answered = ({ subject, questions }: Asked): string[] => [
  `Báo cáo chuyên đề theo yêu cầu của cơ quan, về: ${subject}. Các câu hỏi gợi ý:`,
  ...questions.map((question) => `- ${question}`),
];

function topicSection(topic: Label, facts: Composition): Draft[] {
  if (facts.items === null) return [];
  const table = tableOf(facts, 'tendency');
  const index = table.rows.findIndex((row) => row.key === topic.key);
  const total = table.rowTotals[index]?.value ?? 0;
  if (total === 0) return [];
  const shares = tendencies
    .map(({ key }, column) => ({ key, count: table.cells[index]![column]!.value ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(
      ({ key, count }) =>
        `${shareWords(count / total)} ${tendencyWords[key]} (${figureAt('tendency', topic.key, key)})`,
    );
  const streams = facts.streams.filter((stream) => stream.topic === topic.key).slice(0, 5);
  const own = facts.summaries.filter((summary) => summary.topic === topic.key);
  const prevalence = new Map(prevalences.map(({ key, label }) => [key, label.toLowerCase()]));
  const unchecked = (rumour: boolean): string => (rumour ? '; tin đồn, chưa kiểm chứng' : '');
  return [
    {
      key: topic.key,
      heading: topic.label,
      bound: [
        `Có ${figureAt('tendency', topic.key)} luồng ý kiến về lĩnh vực này${shares.length > 0 ? `: ${shares.join(', ')}` : ''}.`,
        ...streams.map(
          ({ id, tendency, rumour, best }) =>
            `- ${best.summary} (${tendencyWords[tendency]}; mức độ: ${prevalence.get(best.prevalence)}; ` +
            `${figureAt('stream', id, 'units')} đơn vị phản ánh, tại ${figureAt('stream', id, 'areas')} địa bàn${unchecked(rumour)})`,
        ),
        ...own.map(
          ({ prevalence: level, tendency, rumour, summary }) =>
            `- ${summary} (${tendencyWords[tendency]}; mức độ: ${prevalence.get(level)}${unchecked(rumour)})`,
        ),
      ],
    },
  ];
}

function assessment(facts: Composition): string[] {
  const trend = facts.tables.find(({ key }) => key === 'trend');
  const last = (trend?.columns.length ?? 0) - 1;
  const at = (row: Label, column: number): string => figureAt('trend', row.key, trend!.columns[column]!.key);
  const moved = (trend?.rows ?? []).flatMap((row, index) => {
    const [before, now] = [trend!.cells[index]![last - 1]?.value, trend!.cells[index]![last]?.value];
    if (last < 1 || !before || now === null || now === undefined || Math.abs(now - before) < 0.2 * before)
      return [];
    return [
      `${row.label} ${now > before ? 'tăng' : 'giảm'} từ ${at(row, last - 1)} (${trend!.columns[last - 1]!.label}) ${now > before ? 'lên' : 'xuống'} ${at(row, last)}`,
    ];
  });
  const names = new Map(facts.topics.map(({ key, label }) => [key, label]));
  const compared =
    moved.length > 0
      ? `So với kỳ trước, số luồng ý kiến có thay đổi đáng kể (từ 20% trở lên): ${moved.join('; ')}.`
      : 'Số luồng ý kiến theo lĩnh vực không thay đổi đáng kể so với kỳ trước.';
  return [
    last < 1 ? 'Không có kỳ trước để so sánh.' : compared,
    ...(facts.dominated.length > 0
      ? [
          `Cần thận trọng khi sử dụng số liệu do một cộng tác viên phản ánh phần lớn: ${facts.dominated.map((key) => names.get(key) ?? key).join('; ')}.`,
        ]
      : []),
  ];
}

function recommendations(summaries: Pick<SummaryRow, 'proposals'>[]): string[] {
  const proposals = [...new Set(summaries.flatMap(({ proposals: own }) => own))].slice(0, 12);
  if (proposals.length === 0) return ['Trong kỳ không có kiến nghị.'];
  return ['Tổng hợp kiến nghị của các tầng lớp nhân dân:', ...proposals.map((proposal) => `- ${proposal}`)];
}

const levels: Record<string, string> = { province: 'Cấp tỉnh', district: 'Cấp huyện', commune: 'Cấp xã' };

function discipline(rows: Discipline[]): string[] {
  return rows.map(
    ({ level, expected, received, onTime }) =>
      `${levels[level] ?? level}: phải gửi ${number.format(expected)} báo cáo, đã gửi ${number.format(received)} ` +
      `(${expected === 0 ? 'không xác định' : percent(received, expected)}), trong đó đúng hạn ${number.format(onTime)}.`,
  );
}
