import { z } from 'zod';

const operators = ['eq', 'in', 'gte', 'lte'] as const;
export type FilterOperator = (typeof operators)[number];

/** Query parameters every list has. */
export const ListParameters = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at most, 1 to 100'),
  cursor: z.string().max(500).optional().describe('The `next` of the page before'),
  total: z.enum(['true', 'false']).optional().describe('Also count all that match'),
});

/**
 * The query of a list with filters: `filter[state][eq]=accepted`, `filter[state][in]=draft,submitted`.
 * Every field takes `eq` and `in` (comma-separated), ranges also `gte` and `lte`. Unknown keys are refused.
 */
export function listQuery<More extends z.ZodRawShape = Record<never, never>>(
  fields: Record<string, 'value' | 'range'>,
  more: More = {} as More,
): z.ZodType<ListQuery & z.infer<z.ZodObject<More>>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [field, kind] of Object.entries(fields)) {
    for (const operator of kind === 'range' ? operators : (['eq', 'in'] as const)) {
      shape[`filter[${field}][${operator}]`] = z.string().min(1).max(1000).optional();
    }
  }
  return ListParameters.extend(shape).extend(more) as never;
}

export type ListQuery = z.infer<typeof ListParameters> & Record<string, unknown>;

/** One page of a list; `next` is null on the last. */
export function pageOf<Item extends z.ZodType>(item: Item, id: string) {
  return z
    .object({ items: z.array(item), next: z.string().nullable(), total: z.int().optional() })
    .meta({ id });
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
  total?: number;
}
