import type { SurveyEstimate, SurveyTable } from '#contracts/analyses';
import { MethodsItem, type SurveyReleaseContent } from '#contracts/releases';
import { type SheetColumn, sheetTypes, type TitledSheet, writeSheets } from '#documents/sheets';
import type { SurveyReleaseEntity } from './release.entity.js';
import { methodsHeadings } from './release.document.js';

type Line = TitledSheet['rows'][number];

const lineColumns: SheetColumn[] = [
  'table',
  'statistic',
  'row',
  'rowLabel',
  'column',
  'columnLabel',
  'value',
  'withheld',
  'standardError',
  'low',
  'high',
  'df',
  'designEffect',
  'people',
  'base',
  'representative',
].map((title) => ({ title }));

/** Stands for a table in the lines of AAPOR's outcome rates, whose base are the cases; no variable can be called so. */
const OUTCOMES = '~outcome-rates';

const columnsOf = (titles: [string, number][]): SheetColumn[] =>
  titles.map(([title, width]) => ({ title, width }));

/** The estimates of a release as files: a workbook with the methods, or every estimate as a line of one table. */
export const releaseFiles = {
  xlsx: (release: SurveyReleaseEntity, content: SurveyReleaseContent): Promise<Buffer> =>
    writeSheets(
      [
        cover(release, content),
        { name: 'Ước lượng', columns: lineColumns, rows: linesOf(content) },
        {
          name: 'Phương pháp',
          columns: columnsOf([
            ['Mục', 40],
            ['Nội dung', 120],
          ]),
          rows: MethodsItem.options.map((item) => [methodsHeadings[item], content.methods[item]]),
        },
      ],
      sheetTypes.xlsx,
    ),
  csv: (_: SurveyReleaseEntity, content: SurveyReleaseContent): Promise<Buffer> =>
    writeSheets([{ name: '', columns: lineColumns, rows: linesOf(content) }], sheetTypes.csv),
};

function cover(
  { number, releasedOn, contentHash }: SurveyReleaseEntity,
  content: SurveyReleaseContent,
): TitledSheet {
  const { title, survey, result } = content;
  return {
    name: 'Kết quả',
    columns: columnsOf([
      ['Kết quả', 28],
      [title, 100],
    ]),
    rows: [
      ['Cuộc điều tra', `${survey.code}: ${survey.title}`],
      ['Lần công bố', number ?? 'DỰ THẢO'],
      ['Ngày công bố', releasedOn ?? ''],
      ...(result.notice ? [['Lưu ý', result.notice]] : []),
      ['Mã băm nội dung', contentHash],
      ['Mã tính', `${result.method.estimates}; ${result.method.statistics}`],
      ['Phương sai', result.method.variance],
      ['Quyền số', result.method.weighting],
    ],
  };
}

/** Every estimate with what is needed to judge it; an empty column is the whole population, an empty value is withheld. */
function linesOf({ result, outcomes }: SurveyReleaseContent): Line[] {
  const line = (
    [table, statistic, row, rowLabel, column, columnLabel]: string[],
    {
      value,
      reason,
      se = null,
      low = null,
      high = null,
      df = null,
      designEffect = null,
    }: Omit<SurveyEstimate, 'df'> & {
      df?: number | null | undefined;
    },
    [people, base]: (number | null)[],
  ): Line => [
    table!,
    statistic!,
    row!,
    rowLabel!,
    column!,
    columnLabel!,
    value,
    value === null ? (reason ?? 'protected') : null,
    se,
    low,
    high,
    df,
    designEffect,
    people!,
    base!,
    result.representative ? 'true' : 'false',
  ];
  const ofTable = ({
    key,
    rows,
    columns,
    shares,
    columnShares,
    people,
    differences,
  }: SurveyTable): Line[] => [
    ...rows.flatMap((row, i) => [
      line([key, 'share', row.key, row.label, '', ''], shares[i]!, [
        people.rowTotals[i]!.value,
        people.total.value,
      ]),
      ...columns.map((column, j) =>
        line([key, 'share', row.key, row.label, column.key, column.label], columnShares[i]![j]!, [
          people.cells[i]![j]!.value,
          people.columnTotals[j]!.value,
        ]),
      ),
    ]),
    ...differences.map(({ row, column, against, ...figure }) =>
      line([key, 'difference', row, '', `${column} - ${against}`, ''], figure, [null, null]),
    ),
  ];
  return [
    ...result.tables.flatMap(ofTable),
    ...result.numbers.map(({ statistic, item, denominator, p, domain, base, estimate }) =>
      line(
        [
          [item.key, ...(denominator ? [denominator.key] : [])].join('/'),
          p === null ? statistic : `${statistic} ${p}`,
          '',
          item.label,
          domain?.key ?? '',
          domain?.label ?? '',
        ],
        estimate,
        [base.value, base.value],
      ),
    ),
    ...Object.entries(outcomes?.rates ?? {}).map(([name, value]) =>
      line([OUTCOMES, name, '', '', '', ''], { value, reason: 'undefined' }, [null, outcomes!.cases.value]),
    ),
  ];
}
