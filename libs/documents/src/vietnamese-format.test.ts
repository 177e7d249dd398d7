import { describe, expect, it } from 'vitest';
import { formatNumber, formatPlaceAndDate, inVietnam } from './vietnamese-format.js';

describe('figures', () => {
  it('have a point between thousands and a comma before decimals', () => {
    expect(formatNumber(1234.5)).toBe('1.234,5');
    expect(formatNumber(1234567)).toBe('1.234.567');
    expect(formatNumber(-8.1)).toBe('-8,1');
  });

  it('get the decimals their column asks for', () => {
    expect(formatNumber(5, 1)).toBe('5,0');
    expect(formatNumber(2.25, 0)).toBe('2');
  });

  it('keep three digits where they are small, and three decimals where they are not', () => {
    expect([0.000_123_45, 12.345_678].map((value) => formatNumber(value))).toEqual(['0,000123', '12,346']);
    expect(formatNumber(0.000_123_45, 2)).toBe('0,00');
  });

  it('are not printed when they are none', () => {
    expect(() => formatNumber(NaN)).toThrow(RangeError);
  });
});

describe('place and date', () => {
  it('pad days below 10 and the first two months only', () => {
    expect(formatPlaceAndDate('Lạng Sơn', '2026-04-03')).toBe('Lạng Sơn, ngày 03 tháng 4 năm 2026');
    expect(formatPlaceAndDate('Lạng Sơn', '2026-02-28')).toBe('Lạng Sơn, ngày 28 tháng 02 năm 2026');
    expect(formatPlaceAndDate('Lạng Sơn', '2026-12-10')).toBe('Lạng Sơn, ngày 10 tháng 12 năm 2026');
  });

  it('go by the clock of Vietnam', () => {
    expect(inVietnam('2026-04-02T18:30:00Z')).toEqual({ day: '2026-04-03', hour: '01:30' });
  });

  it('leave room for a date to be written in', () => {
    expect(formatPlaceAndDate('Lạng Sơn', null)).toMatch(/^Lạng Sơn, ngày\u00a0+tháng\u00a0+năm\u00a0+$/);
  });

  it.each(['2026-02-30', '2026-13-01', '03/04/2026', '2026-4-3', ''])('refuse %j', (date) => {
    expect(() => formatPlaceAndDate('Lạng Sơn', date)).toThrow(RangeError);
  });
});
