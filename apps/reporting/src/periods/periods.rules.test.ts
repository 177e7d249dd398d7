import { describe, expect, it } from 'vitest';
import { withRates } from './periods.rules.js';

describe('reporting discipline', () => {
  it('gives shares of what was owed', () => {
    const rates = withRates({ level: 'commune', expected: 4, received: 3, onTime: 1 });
    expect(rates).toMatchObject({ submissionRate: 0.75, onTimeRate: 0.25 });
  });

  it('has no share where nothing was owed', () => {
    const rates = withRates({ level: 'district', expected: 0, received: 0, onTime: 0 });
    expect(rates).toMatchObject({ submissionRate: null, onTimeRate: null });
  });
});
