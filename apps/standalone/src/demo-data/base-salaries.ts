import type { NewBaseSalary } from '#contracts/base-salary';

/** The base salary (lương cơ sở) since 2017, in đồng a month, with the decree that set it. */
export const baseSalaries: Omit<NewBaseSalary, 'correction'>[] = [
  { validFrom: '2017-07-01', amount: 1_300_000, legalBasis: 'Nghị định số 47/2017/NĐ-CP' },
  { validFrom: '2018-07-01', amount: 1_390_000, legalBasis: 'Nghị định số 72/2018/NĐ-CP' },
  { validFrom: '2019-07-01', amount: 1_490_000, legalBasis: 'Nghị định số 38/2019/NĐ-CP' },
  { validFrom: '2023-07-01', amount: 1_800_000, legalBasis: 'Nghị định số 24/2023/NĐ-CP' },
  { validFrom: '2024-07-01', amount: 2_340_000, legalBasis: 'Nghị định số 73/2024/NĐ-CP' },
];
