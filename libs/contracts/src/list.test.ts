import { expect, it } from 'vitest';
import { z } from 'zod';
import { listQuery } from './list.js';

const query = listQuery({ state: 'value', startsOn: 'range' }, { search: z.string().optional() });
const isTaken = (parameters: object): boolean => query.safeParse(parameters).success;

it('a list has fifty lines a page unless said', () => {
  expect(query.parse({})).toEqual({ limit: 50 });
  expect(query.parse({ limit: '100' })).toEqual({ limit: 100 });
});

it.each(['0', '101', '-1', '1.5', 'all', ''])('a page of %j lines is refused', (limit) => {
  expect(isTaken({ limit })).toBe(false);
});

it('a field is compared with a value or a list, a range also with its ends', () => {
  for (const operator of ['eq', 'in']) {
    expect(isTaken({ [`filter[state][${operator}]`]: 'a,b' })).toBe(true);
    expect(isTaken({ [`filter[startsOn][${operator}]`]: '2026-01-01' })).toBe(true);
  }
  for (const operator of ['gte', 'lte']) {
    expect(isTaken({ [`filter[startsOn][${operator}]`]: '2026-01-01' })).toBe(true);
    expect(isTaken({ [`filter[state][${operator}]`]: 'a' })).toBe(false);
  }
});

it.each([
  ['a field that there is not', { 'filter[name][eq]': 'x' }],
  ['an operator that there is not', { 'filter[state][like]': 'x' }],
  ['an empty value', { 'filter[state][eq]': '' }],
  ['a value that is too long', { 'filter[state][eq]': 'x'.repeat(1001) }],
  ['the same filter twice', { 'filter[state][eq]': ['a', 'b'] }],
  ['a parameter that there is not', { sort: 'name' }],
  ['a cursor that is too long', { cursor: 'x'.repeat(501) }],
  ['a count that is neither asked for nor not', { total: 'yes' }],
])('%s is refused', (_, parameters) => {
  expect(isTaken(parameters)).toBe(false);
});

it('a list may take more parameters of its own', () => {
  expect(query.parse({ search: 'hoa', cursor: 'abc', total: 'true' })).toEqual({
    limit: 50,
    search: 'hoa',
    cursor: 'abc',
    total: 'true',
  });
});
