import { expect, it } from 'vitest';
import { operations } from '../authorization/operations.js';

const secretive = operations().filter(({ answers }) =>
  answers.some((name) => /^(secret|initialPassword|.*Token)$/.test(name)),
);

it('keeps no answer that shows a secret for repetition', () => {
  expect(secretive.length).toBeGreaterThan(3);
  expect(secretive.filter(({ repeatable }) => repeatable).map(({ id }) => id)).toEqual([]);
});
