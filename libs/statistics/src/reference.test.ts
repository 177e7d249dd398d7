import { describe, expect, it } from 'vitest';

import { casesOf, checkCase } from './reference-cases.fixture.js';

describe('estimates', () => {
  const cases = casesOf('cases.json');

  it('are compared with 83 of R', () => expect(cases).toHaveLength(83));

  it.each(cases)('are those of R: $id', (reference) => checkCase(reference));

  it.each(casesOf('more-cases.json'))('are those of R, further: $id', (reference) => checkCase(reference));
});
