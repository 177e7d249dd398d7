import { describe, expect, it } from 'vitest';
import { withRates } from './periods.rules.js';

describe('reporting discipline', () => {
  it('gives shares of what was owed', () => {
    const rates = withRates({
      level: 'commune',
      expected: 4,
      received: 3,
      onTime: 1,
      returned: 1,
      medianDelayDays: -1.26,
    });
    expect(rates).toMatchObject({
      submissionRate: 0.75,
      onTimeRate: 0.25,
      returnRate: 1 / 3,
      medianDelayDays: -1.3,
    });
  });

  it('has no share where nothing was owed', () => {
    const rates = withRates({
      level: 'district',
      expected: 0,
      received: 0,
      onTime: 0,
      returned: 0,
      medianDelayDays: null,
    });
    expect(rates).toMatchObject({
      submissionRate: null,
      onTimeRate: null,
      returnRate: null,
      medianDelayDays: null,
    });
  });
});
