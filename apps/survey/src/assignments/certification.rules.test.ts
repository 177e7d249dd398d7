import { describe, expect, it } from 'vitest';
import { mustMayInterview, qualificationOn } from './certification.rules.js';

const spring = { validFrom: '2026-03-01', validTo: '2026-05-31', revokedOn: null };
const summer = { validFrom: '2026-06-01', validTo: '2026-08-31', revokedOn: null };
const exception = { from: '2026-09-01', to: '2026-09-10', reason: 'Lớp mở lại ngày 11' };
const may = (on: string, ...certificates: Parameters<typeof qualificationOn>[1]) =>
  qualificationOn(on, certificates, [exception]);

describe('somebody may interview', () => {
  it.each([
    ['2026-02-28', 'not-yet-valid', false],
    ['2026-03-01', 'valid', true],
    ['2026-05-31', 'valid', true],
    ['2026-06-01', 'valid', true],
    ['2026-09-11', 'expired', false],
  ] as const)('on %s, as %s', (on, certification, mayInterview) => {
    expect(may(on, spring, summer)).toMatchObject({ certification, mayInterview, exception: null });
  });

  it('until the day on which the certificate is revoked', () => {
    const revoked = { ...spring, revokedOn: '2026-04-10' };
    expect(may('2026-04-09', revoked).mayInterview).toBe(true);
    expect(may('2026-04-10', revoked)).toMatchObject({ certification: 'revoked', mayInterview: false });
    expect(may('2026-06-02', revoked, summer).certification).toBe('valid');
  });

  it('for as long as one counts that has no end', () => {
    expect(may('2199-01-01', summer, { ...spring, validTo: null })).toMatchObject({
      certification: 'valid',
      validTo: null,
    });
  });

  it('by an exception, which says why', () => {
    expect(may('2026-09-10')).toEqual({
      certification: 'none',
      validTo: '2026-09-10',
      exception: 'Lớp mở lại ngày 11',
      mayInterview: true,
    });
  });

  it('or is told why not', () => {
    const refusal = (on: string, courses: string[], ...certificates: Parameters<typeof may>[1][]) => {
      try {
        mustMayInterview(on, may(on, ...certificates), courses);
        return undefined;
      } catch (error) {
        return (error as { extras: { detail: string } }).extras.detail;
      }
    };
    expect(refusal('2026-05-31', ['PV'], spring)).toBeUndefined();
    expect(refusal('2026-06-01', ['PV'], spring)).toBe('on 2026-06-01: expired, valid to 2026-05-31');
    expect(refusal('2026-06-01', ['PV'])).toBe('on 2026-06-01: no certificate of PV');
    expect(refusal('2026-06-01', [])).toMatch(/the survey names none yet$/);
  });
});
