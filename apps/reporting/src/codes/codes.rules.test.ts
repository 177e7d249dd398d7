import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Code, CodeChange } from '#contracts/codes';
import { carryOutChanges, isInForce } from './codes.rules.js';

const line = (code: string, changes: Partial<Code> = {}): Code => ({
  list: 'topic',
  code,
  name: `Lĩnh vực ${code}`,
  position: 1,
  validFrom: '2020-01-01',
  validTo: null,
  ...changes,
});
const economy = line('economy', { name: 'Kinh tế' });
const culture = line('culture', { name: 'Văn hóa', position: 2 });
const day = '2026-01-01';
const carry = (...changes: CodeChange[]) => carryOutChanges('topic', [economy, culture], day, changes);

describe('changes of a code list', () => {
  it('end a version and begin another when a line is renamed or moved', () => {
    const outcome = carry(
      { kind: 'rename', code: 'economy', name: 'Kinh tế, đầu tư' },
      { kind: 'move', code: 'economy', position: 9 },
    );
    expect(outcome).toMatchObject({ problems: [], retired: [] });
    expect(outcome.ended).toEqual([{ ...economy, validTo: day }]);
    expect(outcome.begun).toEqual([{ ...economy, name: 'Kinh tế, đầu tư', position: 9, validFrom: day }]);
  });

  it('let several lines be followed by one, and one by several', () => {
    const outcome = carry({
      kind: 'replace',
      codes: ['economy', 'culture'],
      by: [{ code: 'society', name: 'Kinh tế - xã hội', position: 1 }],
    });
    expect(outcome.retired).toEqual(['economy', 'culture']);
    expect(outcome.begun.map(({ code }) => code)).toEqual(['society']);
    expect(outcome.successions).toEqual([
      { code: 'economy', successor: 'society', effective: day },
      { code: 'culture', successor: 'society', effective: day },
    ]);
    const into = carry({
      kind: 'replace',
      codes: ['economy'],
      by: [{ code: 'trade', name: 'Thương mại', position: 1 }, { code: 'culture' }],
    });
    expect(into).toMatchObject({ problems: [], retired: ['economy'] });
    expect(into.successions).toHaveLength(2);
  });

  it.each<[string, CodeChange[], string]>([
    ['an unknown code', [{ kind: 'retire', code: 'sport' }], 'there is no sport on this day'],
    ['a code twice', [{ kind: 'create', code: 'economy', name: 'Mới', position: 1 }], 'is there already'],
    ['the name of another', [{ kind: 'rename', code: 'culture', name: 'KINH TẾ' }], 'economy has this name'],
    [
      'a code that is retired by the same changes',
      [
        { kind: 'retire', code: 'economy' },
        { kind: 'create', code: 'economy', name: 'Khác hẳn', position: 1 },
      ],
      'has been in use',
    ],
  ])('refuse %s', (_, changes, message) => {
    expect(carry(...changes).problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining(message) }),
    ]);
  });

  it('refuse to change what changes again later', () => {
    const later = line('economy', { validFrom: '2027-01-01' });
    const stored = [{ ...economy, validTo: '2027-01-01' }, later];
    const { problems } = carryOutChanges('topic', stored, day, [{ kind: 'retire', code: 'economy' }]);
    expect(problems).toEqual([{ path: 'changes.0.code', message: 'economy changes again on a later day' }]);
  });

  it('leave every earlier day as it was, and one version of a code a day, whatever is done', () => {
    const code = fc.constantFrom('economy', 'culture', 'trade');
    const change = fc.oneof(
      fc.record({ kind: fc.constant('retire' as const), code }),
      fc.record({ kind: fc.constant('rename' as const), code, name: fc.string({ minLength: 1 }) }),
      fc.record({
        kind: fc.constant('create' as const),
        code,
        name: fc.string({ minLength: 1 }),
        position: fc.nat(),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'), change), {
          maxLength: 12,
        }),
        (steps) => {
          let stored = [economy, culture];
          const seen = (on: string) =>
            stored.filter((version) => isInForce(version, on)).map(({ name }) => name);
          for (const [effective, one] of steps) {
            const before = seen('2025-12-31');
            const { ended, begun, problems } = carryOutChanges('topic', stored, effective, [one]);
            if (problems.length > 0) continue;
            const kept = stored.filter((version) => !ended.some((end) => sameVersion(end, version)));
            stored = [...kept, ...ended.filter((end) => end.validFrom < effective), ...begun];
            expect(seen('2025-12-31')).toEqual(expect.arrayContaining(before));
            for (const on of ['2025-12-31', '2026-01-15', '2026-02-15', '2026-03-15']) {
              const codes = stored.filter((version) => isInForce(version, on)).map((version) => version.code);
              expect(new Set(codes).size).toBe(codes.length);
            }
          }
        },
      ),
    );
  });
});

const sameVersion = (one: Code, other: Code): boolean =>
  one.code === other.code && one.validFrom === other.validFrom;
