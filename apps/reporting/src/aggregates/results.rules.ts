import type { z } from 'zod';
import type { TrainingFigures, SurveyResults } from '#contracts/aggregates';
import type { trainingFiguresCounted } from '#contracts/conference-events';
import { releaseCount, type ReleasedFigure } from '#disclosure/gate';
import { formatShortDay } from '#documents/vietnamese-format';
import { percent } from './bound-text.rules.js';

type Units = z.infer<typeof trainingFiguresCounted.data>['units'];

const number = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });

/** How many headlines of a survey the text names; the others stand in its own release. */
const HEADLINES = 12;

/**
 * What training did in the periods together; null while one of them has not been told of. Numbers of people pass the
 * gate period by period, and a sum is shown where each of its parts is: no period's can be worked out from two reports.
 */
export function trainingOf(parts: (Units | null)[]): TrainingFigures | null {
  const told = parts.filter((units) => units !== null);
  const last = told.at(-1);
  if (!last || told.length < parts.length) return null;
  const sum = (units: Units, field: Exclude<keyof Units[number], 'areaId'>): number =>
    units.reduce((all, unit) => all + unit[field], 0);
  const events = (field: 'classesHeld' | 'conferencesHeld' | 'statements'): number =>
    told.reduce((all, units) => all + sum(units, field), 0);
  const people = (
    field: 'attended' | 'certificatesGiven' | 'conferenceAttendance',
  ): TrainingFigures['attended'] => total(told.map((units) => releaseCount(sum(units, field))));
  return {
    classesHeld: events('classesHeld'),
    attended: people('attended'),
    certificatesGiven: people('certificatesGiven'),
    conferencesHeld: events('conferencesHeld'),
    conferenceAttendance: people('conferenceAttendance'),
    statements: events('statements'),
    // What is open at the end is not what was open in each of the periods.
    openActionItems: sum(last, 'openActionItems'),
  };
}

function total(figures: ReleasedFigure[]): TrainingFigures['attended'] {
  const withheld = figures.find(({ value }) => value === null);
  return withheld ? { ...withheld } : { value: figures.reduce((all, { value }) => all + value!, 0) };
}

const people = ({ value }: TrainingFigures['attended']): string =>
  value === null ? 'số người không công bố' : `${number.format(value)} lượt người`;

export function trainingText(figures: TrainingFigures | null): string[] {
  if (!figures) return ['Khi lập báo cáo chưa có đủ số liệu tập huấn, hội nghị của kỳ.'];
  const { classesHeld, attended, certificatesGiven, conferencesHeld, statements, openActionItems } = figures;
  const classes = `Tập huấn: ${number.format(classesHeld)} lớp; dự học: ${people(attended)}; được cấp giấy chứng nhận: ${people(certificatesGiven)}.`;
  const conferences = `Hội nghị: ${number.format(conferencesHeld)} cuộc; dự: ${people(figures.conferenceAttendance)}; ${number.format(statements)} lượt phát biểu; cuối kỳ còn ${number.format(openActionItems)} việc đang theo dõi.`;
  return [classes, conferences];
}

const surveyKinds: Record<SurveyResults['kind'], string> = {
  'full-survey': 'điều tra',
  'quick-survey': 'điều tra nhanh',
  poll: 'thăm dò',
};

/** What surveys found. What is no probability sample speaks of those who answered, and has no interval. */
export const surveysText = (surveys: SurveyResults[]): string[] =>
  surveys.flatMap((survey) => {
    const { title, kind, fieldStartsOn, fieldEndsOn, releasedOn, probability, headlines } = survey;
    const left = headlines.length - HEADLINES;
    return [
      `${title} (${surveyKinds[kind]}; thu thập từ ngày ${formatShortDay(fieldStartsOn)} đến ngày ${formatShortDay(fieldEndsOn)}; công bố ngày ${formatShortDay(releasedOn)}). ` +
        (probability
          ? 'Mẫu xác suất: kết quả là ước lượng cho tổng thể điều tra.'
          : 'Mẫu không xác suất: kết quả chỉ nói về những người trả lời, không suy rộng và không có sai số mẫu.'),
      ...headlines.slice(0, HEADLINES).map((headline) => `- ${headlineText(headline, probability)}`),
      ...(left > 0 ? [`- Còn ${number.format(left)} kết quả trong công bố của cuộc điều tra.`] : []),
    ];
  });

function headlineText(
  { wording, category, estimate, low, high, base }: SurveyResults['headlines'][number],
  probability: boolean,
): string {
  const said = category === null ? wording : `${wording} – ${category}`;
  if (estimate === null) return `${said}: không công bố`;
  const value = (one: number): string => (category === null ? number.format(one) : percent(one, 1));
  const range = probability && low !== null && high !== null ? `từ ${value(low)} đến ${value(high)}` : null;
  const answers = base === null ? null : `${number.format(base)} người trả lời`;
  const more = [range, answers].filter((part) => part !== null).join('; ');
  return `${said}: ${value(estimate)}${more ? ` (${more})` : ''}`;
}
