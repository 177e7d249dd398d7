import type { AllowanceContent, AllowanceEntry } from '#contracts/allowances';
import { type SheetColumn, sheetTypes, type TitledSheet, writeSheets } from '#documents/sheets';
import { formatNumber, formatShortDay } from '#documents/vietnamese-format';
import type { NamesRow } from './allowances.queries.js';

const levels: Record<AllowanceEntry['level'], string> = {
  province: 'Cấp tỉnh',
  district: 'Cấp huyện',
  commune: 'Cấp xã',
};
const money = { width: 16, format: '#,##0' };

/** A sheet as a workbook of the office: allowances, differences to earlier months, totals. */
export function sheetFile(
  { month, entries, differences, byOrganisation, byLevel, totals }: AllowanceContent,
  names: ReadonlyMap<string, NamesRow>,
): Promise<Buffer> {
  const [year, number] = month.split('-') as [string, string];
  const monthName = `${number}/${year}`;
  const who = (contractId: string) => names.get(contractId)!;
  const ordered = [...names.values()].toSorted(
    (a, b) => a.organisation.localeCompare(b.organisation, 'vi') || a.year - b.year || a.number - b.number,
  );
  const place = new Map(ordered.map(({ id }, index) => [id, index]));
  const byPlace = (a: { contractId: string }, b: { contractId: string }): number =>
    place.get(a.contractId)! - place.get(b.contractId)!;
  const differenceTo = (contractId: string): number =>
    differences.filter((line) => line.contractId === contractId).reduce((sum, { amount }) => sum + amount, 0);

  const onlyDifferent = new Map(
    differences
      .filter(({ contractId }) => !entries.some((entry) => entry.contractId === contractId))
      .map((line) => [line.contractId, { ...line, spans: [], amount: 0 }]),
  );
  const lines = [...entries, ...onlyDifferent.values()].toSorted(byPlace);
  const allowances: TitledSheet = {
    name: `Phụ cấp ${monthName.replace('/', '-')}`,
    columns: [
      { title: 'TT', width: 5 },
      ...person,
      { title: 'Cấp', width: 11 },
      { title: 'Hệ số', width: 8, format: '0.###' },
      { title: 'Số ngày', width: 9 },
      { title: 'Mức lương cơ sở', width: 34 },
      { title: `Phụ cấp tháng ${monthName}`, ...money },
      { title: 'Chênh lệch các tháng trước', ...money },
      { title: 'Tổng số', ...money },
      { title: 'Ký nhận', width: 14 },
    ],
    rows: [
      ...lines.map((line, index) => {
        const difference = differenceTo(line.contractId);
        return [
          index + 1,
          ...personOf(who(line.contractId)),
          levels[line.level],
          line.coefficient,
          line.spans.reduce((sum, { days }) => sum + days, 0),
          salariesOf(line),
          line.amount,
          difference,
          line.amount + difference,
          null,
        ];
      }),
      [null, 'Cộng', ...blank(6), null, totals.amount, totals.differences, totals.total, null],
    ],
  };
  const corrections: TitledSheet = {
    name: 'Chênh lệch',
    columns: [
      ...person,
      { title: 'Tháng', width: 10 },
      { title: 'Mức lương cơ sở', width: 34 },
      { title: 'Tính lại', ...money },
      { title: 'Đã duyệt', ...money },
      { title: 'Chênh lệch', ...money },
    ],
    rows: differences
      .toSorted(byPlace)
      .map((line) => [
        ...personOf(who(line.contractId)),
        line.month.split('-').reverse().join('/'),
        salariesOf(line),
        line.due,
        line.approved,
        line.amount,
      ]),
  };
  const organisationName = new Map(
    [...entries, ...differences].map((line) => [line.organisationId, who(line.contractId).organisation]),
  );
  const sums = [
    ...byLevel.map(({ level, ...sum }) => ({ name: levels[level], ...sum })),
    ...byOrganisation.map(({ organisationId, ...sum }) => ({
      name: organisationName.get(organisationId)!,
      ...sum,
    })),
    { name: 'Tổng cộng', ...totals },
  ];
  const summary: TitledSheet = {
    name: 'Tổng hợp',
    columns: [
      { title: 'Cấp, đơn vị', width: 50 },
      { title: 'Số hợp đồng', width: 12 },
      { title: 'Phụ cấp', ...money },
      { title: 'Chênh lệch', ...money },
      { title: 'Tổng số', ...money },
    ],
    rows: sums.map(({ name, contracts, amount, differences: difference, total }) => [
      name,
      contracts,
      amount,
      difference,
      total,
    ]),
  };
  return writeSheets([allowances, corrections, summary], sheetTypes.xlsx);
}

const person: SheetColumn[] = [
  { title: 'Họ và tên', width: 26 },
  { title: 'Chức vụ', width: 26 },
  { title: 'Đơn vị', width: 40 },
  { title: 'Số hợp đồng', width: 12 },
];
const personOf = ({ fullName, position, organisation, number, year }: NamesRow): string[] => [
  fullName,
  position,
  organisation,
  `${number}/${year}`,
];
const blank = (count: number): null[] => Array.from({ length: count }, () => null);

/** The base salary, with its days where it changes or where not the whole month counts. */
function salariesOf({ spans }: Pick<AllowanceEntry, 'spans'>): string {
  return spans
    .map(
      ({ from, to, baseSalary }) =>
        `${formatNumber(baseSalary)} (${formatShortDay(from).slice(0, 5)}-${formatShortDay(to).slice(0, 5)})`,
    )
    .join('; ');
}
