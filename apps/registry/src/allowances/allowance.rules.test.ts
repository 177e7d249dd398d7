import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseSalaries } from '#apps/standalone/src/demo-data/index';
import { type AllowanceTerms, amountOf, daysOf, shifted, spansIn, unrounded } from './allowance.rules.js';

const whole = { from: '2017-07-01', to: '2030-12-31', coefficient: 0.3, excluded: [] };
const amount = (month: string, terms: Partial<AllowanceTerms>) => {
  const all = { ...whole, ...terms };
  return amountOf(month, spansIn(month, all, baseSalaries), all.coefficient);
};

describe('the allowance of a month', () => {
  it('is coefficient × base salary when the contract holds on all of it', () => {
    expect(amount('2018-06', {})).toBe(390_000);
    expect(amount('2018-07', {})).toBe(417_000);
    expect(amount('2024-06', {})).toBe(540_000);
    expect(amount('2024-07', {})).toBe(702_000);
    expect(amount('2024-02', { coefficient: 0.25 })).toBe(450_000);
  });

  it('is a part of it by calendar days, rounded once, half a dong up', () => {
    expect(amount('2026-02', { from: '2026-02-15' })).toBe(351_000);
    expect(amount('2026-01', { from: '2026-01-31' })).toBe(22_645);
    expect(amount('2026-03', { to: '2026-03-01' })).toBe(22_645);
    expect(amount('2026-04', { from: '2026-04-01', to: '2026-04-01', coefficient: 0.001 })).toBe(78);
    // 0.1 × 15 ÷ 30 of them: 50,000.05 and 50,000.5.
    expect(amountOf('2018-06', [{ from: '', to: '', days: 15, baseSalary: 1_000_001 }], 0.1)).toBe(50_000);
    expect(amountOf('2018-06', [{ from: '', to: '', days: 15, baseSalary: 1_000_010 }], 0.1)).toBe(50_001);
  });

  it('follows a base salary that changes within the month', () => {
    const changing = [
      { validFrom: '2026-01-01', amount: 3_000_000 },
      { validFrom: '2026-04-11', amount: 6_000_000 },
    ];
    const spans = spansIn('2026-04', whole, changing);
    expect(spans).toEqual([
      { from: '2026-04-01', to: '2026-04-10', days: 10, baseSalary: 3_000_000 },
      { from: '2026-04-11', to: '2026-04-30', days: 20, baseSalary: 6_000_000 },
    ]);
    expect(amountOf('2026-04', spans, 0.3)).toBe(1_500_000);
  });

  it('leaves out the days that give none', () => {
    const excluded = [
      { from: '2026-04-01', to: '2026-04-05' },
      { from: '2026-04-04', to: '2026-04-10' },
      { from: '2026-04-30', to: '2026-06-01' },
    ];
    const spans = spansIn('2026-04', { ...whole, excluded }, baseSalaries);
    expect(spans.map(({ from, to }) => [from, to])).toEqual([['2026-04-11', '2026-04-29']]);
    expect(amount('2026-05', { excluded })).toBe(0);
  });

  it('is not worked out without a base salary, unless no day needs one', () => {
    expect(() => amount('2017-06', { from: '2017-06-30' })).toThrow('No base salary is known for 2017-06-30');
    expect(amount('2017-06', { from: '2017-07-01' })).toBe(0);
  });
});

const someDay = fc.integer({ min: 0, max: 800 }).map((number) => shifted('2023-01-01', number));
const someDays = fc.tuple(someDay, fc.integer({ min: -3, max: 90 })).map(([from, length]) => ({
  from,
  to: shifted(from, length),
}));
const someMonth = fc.integer({ min: 0, max: 26 }).map((number) => {
  return new Date(Date.UTC(2023, number, 1)).toISOString().slice(0, 7);
});
const someCoefficient = fc.integer({ min: 1, max: 2000 }).map((thousandths) => thousandths / 1000);
const someSalaries = fc
  .uniqueArray(fc.tuple(someDay, fc.integer({ min: 1, max: 5_000_000 })), {
    selector: ([day]) => day,
    maxLength: 8,
  })
  .map((later) =>
    [['2022-01-01', 1_490_000] as const, ...later]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([validFrom, amount_]) => ({ validFrom, amount: amount_ })),
  );
const someTerms = fc.record({
  from: someDay,
  to: someDay,
  coefficient: someCoefficient,
  excluded: fc.array(someDays, { maxLength: 4 }),
});

describe('the rule of the allowance', () => {
  it('gives what a count day by day gives', () => {
    fc.assert(
      fc.property(someMonth, someTerms, someSalaries, (month, terms, salaries) => {
        const { from, days } = daysOf(month);
        let sum = 0n;
        for (let index = 0; index < days; index += 1) {
          const day = shifted(from, index);
          const holds = terms.from <= day && day <= terms.to;
          const isOut = terms.excluded.some((out) => out.from <= day && day <= out.to);
          if (!holds || isOut) continue;
          const salary = salaries.findLast(({ validFrom }) => validFrom <= day)!;
          sum += BigInt(salary.amount) * BigInt(Math.round(terms.coefficient * 1000));
        }
        const spans = spansIn(month, terms, salaries);
        expect(BigInt(unrounded(spans, terms.coefficient))).toBe(sum);
        const unit = BigInt(days) * 1000n;
        expect(BigInt(amountOf(month, spans, terms.coefficient))).toBe((2n * sum + unit) / (2n * unit));
      }),
    );
  });

  it('adds up over any way to cut a term in pieces, before it is rounded', () => {
    fc.assert(
      fc.property(
        someMonth,
        someTerms,
        someSalaries,
        fc.uniqueArray(someDay, { maxLength: 12 }),
        (month, terms, salaries, cuts) => {
          const inside = cuts.filter((cut) => terms.from < cut && cut <= terms.to).toSorted();
          const starts = [terms.from, ...inside];
          const pieces = starts.map((from, index) => ({
            ...terms,
            from,
            to: index + 1 < starts.length ? shifted(starts[index + 1]!, -1) : terms.to,
          }));
          const of = (piece: typeof terms): number =>
            unrounded(spansIn(month, piece, salaries), terms.coefficient);
          expect(pieces.reduce((sum, piece) => sum + of(piece), 0)).toBe(of(terms));
        },
      ),
    );
  });
});
