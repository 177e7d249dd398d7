import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { FilterOperator, ListQuery, Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { fold } from '#contracts/values';

/**
 * How a list is read: which expression each filter means, and the unique order (`sort`, then `id`).
 * A timestamp to sort by must be `timestamptz(3)`: JavaScript knows milliseconds only, and a cursor that lost
 * digits would show rows twice.
 */
export interface ListPlan<Entity> {
  fields?: Record<string, string>;
  /** Expressions on the query's alias; their values must identify a row together. */
  sort: { expression: string; of: (entity: Entity) => string | number };
  id: { expression: string; of: (entity: Entity) => string };
  direction?: 'ASC' | 'DESC';
}

const comparisons: Record<FilterOperator, string> = {
  eq: '= :v',
  in: 'IN (:...v)',
  gte: '>= :v',
  lte: '<= :v',
};

/**
 * Applies filters, keyset paging and an optional count to a query, and reads one page.
 * The cursor is opaque: the sort values of the last row.
 * @throws Problem `request.invalid` for a cursor that is not one of ours.
 */
export async function readPage<Entity extends ObjectLiteral, View>(
  query: SelectQueryBuilder<Entity>,
  parameters: ListQuery,
  plan: ListPlan<Entity>,
  view: (entity: Entity) => View,
): Promise<Page<View>> {
  applyFilters(query, parameters, plan.fields ?? {});
  const total = parameters.total === 'true' ? { total: await query.getCount() } : {};
  const direction = plan.direction ?? 'ASC';
  const [sort, id] = [plan.sort.expression, plan.id.expression];
  if (parameters.cursor) {
    const [sortValue, idValue] = decodeCursor(parameters.cursor);
    const beyond = direction === 'ASC' ? '>' : '<';
    query.andWhere(`(${sort}, ${id}) ${beyond} (:cursorSort, :cursorId)`, {
      cursorSort: sortValue,
      cursorId: idValue,
    });
  }
  const rows = await query
    .orderBy(sort, direction)
    .addOrderBy(id, direction)
    .limit(parameters.limit + 1)
    .getMany();
  const items = rows.slice(0, parameters.limit);
  const last = rows.length > parameters.limit ? items.at(-1) : undefined;
  const next = last ? encodeCursor(plan.sort.of(last), plan.id.of(last)) : null;
  return { items: items.map(view), next, ...total };
}

/** Limits a query by the `filter[…][…]` among its parameters; `fields` says which expression each means. */
export function applyFilters<Entity extends ObjectLiteral>(
  query: SelectQueryBuilder<Entity>,
  parameters: Record<string, unknown>,
  fields: Record<string, string>,
): void {
  for (const [key, value] of Object.entries(parameters)) {
    const [, field, operator] = /^filter\[(\w+)\]\[(\w+)\]$/.exec(key) ?? [];
    const expression = field && fields[field];
    if (!expression || typeof value !== 'string') continue;
    const name = `${field}_${operator}`;
    const comparison = comparisons[operator as FilterOperator].replace('v', name);
    query.andWhere(`${expression} ${comparison}`, { [name]: operator === 'in' ? value.split(',') : value });
  }
}

function encodeCursor(sort: string | number, id: string): string {
  return Buffer.from(JSON.stringify([sort, id])).toString('base64url');
}

function decodeCursor(cursor: string): [string | number, string] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (
      Array.isArray(value) &&
      value.length === 2 &&
      ['string', 'number'].includes(typeof value[0]) &&
      typeof value[1] === 'string'
    ) {
      return value as [string | number, string];
    }
  } catch {
    // Not JSON: fall through to the refusal.
  }
  throw Problem.of('request.invalid', {
    errors: [{ path: 'query.cursor', message: 'This is not a cursor of this list' }],
  });
}

/** Limits a query to dated rows that are valid on a day; `alias` has `validFrom` and `validTo` (exclusive). */
export function validOn<Entity extends ObjectLiteral>(
  query: SelectQueryBuilder<Entity>,
  alias: string,
  day: string,
): void {
  query.andWhere(`${alias}.validFrom <= :day AND (${alias}.validTo IS NULL OR ${alias}.validTo > :day)`, {
    day,
  });
}

/** Limits a query to rows whose folded text contains the search, folded alike; `%` and `_` are letters. */
export function likeFolded<Entity extends ObjectLiteral>(
  query: SelectQueryBuilder<Entity>,
  expression: string,
  search: string,
): void {
  query.andWhere(`${expression} LIKE :search`, { search: `%${fold(search).replace(/[\\%_]/g, '\\$&')}%` });
}
