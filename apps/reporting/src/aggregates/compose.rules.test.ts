import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureTable } from '#contracts/aggregates';
import { type Composition, composeSections, shareWords } from './compose.rules.js';

describe('the words for a share', () => {
  it.each([
    [1, 'tuyệt đại đa số'],
    [0.9, 'tuyệt đại đa số'],
    [0.899, 'đa số'],
    [0.5, 'đa số'],
    [0.499, 'nhiều'],
    [0.25, 'nhiều'],
    [0.249, 'một số'],
    [0, 'một số'],
  ])('%d is "%s"', (share, words) => {
    expect(shareWords(share)).toBe(words);
  });

  it('never grow weaker as the share grows', () => {
    const strength = ['một số', 'nhiều', 'đa số', 'tuyệt đại đa số'];
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(strength.indexOf(shareWords(less))).toBeLessThanOrEqual(strength.indexOf(shareWords(more)));
      }),
    );
  });
});

const economy = { key: 'economy', label: 'Kinh tế' };
const quiet = { key: 'international', label: 'Tình hình quốc tế' };

/** Economy: one approves, two oppose, seven waver; before, in the month before, `before` were heard. */
function facts(changes: Partial<Composition> = {}, before: number | null = 10): Composition {
  const figure = (value: number | null) => (value === null ? { value, reason: 'protected' } : { value });
  const columns = ['approve', 'oppose', 'undecided'].map((key) => ({ key, label: key }));
  const totals = [1, 2, 7].map(figure);
  const tendency: FigureTable = {
    key: 'tendency',
    rows: [economy, quiet],
    columns,
    cells: [totals, [0, 0, 0].map(figure)],
    rowTotals: [10, 0].map(figure),
    columnTotals: totals,
    total: figure(10),
    threshold: 3,
  };
  const trend: FigureTable = {
    ...tendency,
    key: 'trend',
    columns: ['2026-08', '2026-09'].map((key) => ({ key, label: key })),
    cells: [[before, 10].map(figure), [0, 0].map(figure)],
  };
  return {
    periodCode: '2026-09',
    startsOn: '2026-09-01',
    endsOn: '2026-09-30',
    items: 10,
    asked: null,
    streams: [],
    training: null,
    surveys: [],
    tables: [tendency, trend],
    discipline: [{ level: 'commune', expected: 4, received: 3, onTime: 2 }],
    dominated: [],
    summaries: [],
    topics: [economy, quiet],
    ...changes,
  };
}

const section = (key: string, of: Composition): string[] | undefined =>
  composeSections(of).find((one) => one.key === key)?.paragraphs;

describe('the composed text', () => {
  it('says how many streams of opinion there were, and which way they leaned', () => {
    expect(section('overview', facts())![0]).toBe(
      'Trong kỳ, mạng lưới cộng tác viên phản ánh 10 luồng ý kiến; ' +
        '1 tán thành (10%), 2 phản đối (20%), 7 băn khoăn (70%). ' +
        'Số liệu đếm số luồng ý kiến được phản ánh, không phải số người.',
    );
    expect(section('economy', facts())).toEqual([
      'Có 10 luồng ý kiến về lĩnh vực này: đa số băn khoăn (7), một số phản đối (2), một số tán thành (1).',
    ]);
  });

  it('passes over topics of which nothing was heard', () => {
    expect(section('international', facts())).toBeUndefined();
  });

  it('quotes summaries with their leaning and weight, and rumours as such', () => {
    const summary = {
      topic: 'economy',
      tendency: 'oppose' as const,
      prevalence: 'many' as const,
      rumour: true,
      summary: 'Giá điện sắp tăng',
      proposals: ['Công khai giá điện'],
      strength: 3,
      conversations: 2,
    };
    const of = facts({ summaries: [summary, { ...summary, rumour: false, summary: 'Giá phân bón cao' }] });
    expect(section('economy', of)!.slice(1)).toEqual([
      '- Giá điện sắp tăng (phản đối; mức độ: nhiều; tin đồn, chưa kiểm chứng)',
      '- Giá phân bón cao (phản đối; mức độ: nhiều)',
    ]);
    expect(section('recommendations', of)).toEqual([
      'Tổng hợp kiến nghị của các tầng lớp nhân dân:',
      '- Công khai giá điện',
    ]);
  });

  it.each([
    [5, 'Kinh tế tăng từ 5 (2026-08) lên 10'],
    [20, 'Kinh tế giảm từ 20 (2026-08) xuống 10'],
    [9, 'không thay đổi đáng kể'],
    [null, 'không thay đổi đáng kể'],
    [0, 'không thay đổi đáng kể'],
  ])('compares with the period before (%s before)', (before, words) => {
    expect(section('assessment', facts({}, before))![0]).toContain(words);
  });

  it('warns of topics that rest on one reporter', () => {
    expect(section('assessment', facts({ dominated: ['economy'] }))![1]).toMatch(/thận trọng.*: Kinh tế\.$/);
  });

  it('tells the discipline by level, also where nobody was expected', () => {
    const nobody = { level: 'district', expected: 0, received: 0, onTime: 0 };
    const of = facts({ discipline: [nobody, ...facts().discipline] });
    expect(section('discipline', of)).toEqual([
      'Cấp huyện: phải gửi 0 báo cáo, đã gửi 0 (không xác định), trong đó đúng hạn 0.',
      'Cấp xã: phải gửi 4 báo cáo, đã gửi 3 (75%), trong đó đúng hạn 2.',
    ]);
  });
});
