import { describe, expect, it } from 'vitest';
import { Problem } from '#contracts/problem';
import { refusePersonalData } from './free-text.rules.js';

describe('text that an editor or a commentator writes', () => {
  it('passes when it speaks of matters and offices', () => {
    expect(() =>
      refusePersonalData({ text: 'Đề nghị Chủ tịch UBND xã trả lời bà con về tuyến đường.' }),
    ).not.toThrow();
  });

  it('is refused when it leads to a person, with the place and without the words', () => {
    const write = () =>
      refusePersonalData({ 'paragraphs.0': 'Ổn định.', 'paragraphs.1': 'Gọi số 0912 345 678 để biết.' });
    expect(write).toThrow(Problem);
    try {
      write();
    } catch (error) {
      const { code, extras } = error as Problem;
      expect(code).toBe('opinion.personal-data');
      expect(extras.errors).toMatchObject([{ path: 'paragraphs.1' }]);
      expect(JSON.stringify(extras)).not.toContain('0912');
    }
  });
});
