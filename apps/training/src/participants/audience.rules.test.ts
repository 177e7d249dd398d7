import { describe, expect, it } from 'vitest';
import { reasonOf } from './audience.rules.js';

describe('the reason of an invitation', () => {
  it('says which rule chose and by which day', () => {
    const noClass = { rule: 'no-class-since', since: '2023-01-01' } as const;
    expect(reasonOf(noClass, null)).toBe('Không dự lớp nào từ ngày 01/01/2023: chưa dự lớp nào');
    expect(reasonOf(noClass, '2021-06-04')).toBe(
      'Không dự lớp nào từ ngày 01/01/2023: lớp gần nhất kết thúc ngày 04/06/2021',
    );
    expect(reasonOf({ rule: 'appointed-since', since: '2025-01-01' }, '2025-02-05')).toBe(
      'Được bổ nhiệm từ ngày 05/02/2025',
    );
  });
});
