import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { day, text } from './values.js';

const fields = {
  /** First day; it holds until the next one begins. */
  validFrom: day,
  /** Đồng a month. */
  amount: z.int().min(1).max(100_000_000),
  /** The decree that sets it. */
  legalBasis: text(500),
  /** Why the past is changed; null for what only sets the future. */
  correction: text(500).nullable(),
};

/** The base salary (lương cơ sở): a dated national parameter. A corrected one is kept as superseded. */
export const BaseSalary = z
  .object({
    id: z.uuid(),
    ...fields,
    recordedAt: z.iso.datetime(),
    supersededAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'BaseSalary' });
export type BaseSalary = z.infer<typeof BaseSalary>;
export const BaseSalaryPage = pageOf(BaseSalary, 'BaseSalaryPage');

export const NewBaseSalary = z
  .strictObject({ ...fields, correction: fields.correction.default(null) })
  .meta({ id: 'NewBaseSalary' });
export type NewBaseSalary = z.infer<typeof NewBaseSalary>;

export const BaseSalaryListQuery = listQuery(
  { validFrom: 'range' },
  {
    superseded: z.enum(['true', 'false']).optional().describe('`true`: also those that were corrected since'),
  },
);
