import fc from 'fast-check';
import type { SuccessionRow } from '#contracts/dated-trees';

/** A version of a unit of a drawn forest. */
export interface GrownUnit {
  id: string;
  code: string;
  parentCode: string | null;
  validFrom: string;
  validTo: string | null;
}

/** A drawn forest, with the days on which units go on under another name. */
export interface Grown {
  units: GrownUnit[];
  successions: SuccessionRow[];
}

export const days = ['2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'];

const standsOn = (unit: GrownUnit, day: string): boolean =>
  unit.validFrom <= day && (unit.validTo === null || day < unit.validTo);

/** Dated units, each within the life of its parent, which is drawn from those before it; some change their name. */
export const forests: fc.Arbitrary<Grown> = fc
  .array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.boolean(), fc.nat()), { maxLength: 25 })
  .map((draws) => {
    const grown: GrownUnit[] = [];
    for (const [index, [above, start, life, isRoot]] of draws.entries()) {
      const parent = isRoot || index === 0 ? undefined : grown[above % index]!;
      const possible = days.filter((day) => !parent || standsOn(parent, day));
      const validFrom = possible[start % possible.length]!;
      const ends = [...possible.filter((day) => day > validFrom), parent?.validTo ?? null];
      const validTo = ends[life % ends.length]!;
      grown.push({ id: `u${index}`, code: `${index}`, parentCode: parent?.code ?? null, validFrom, validTo });
    }
    const successions: SuccessionRow[] = [];
    const units = grown.flatMap((unit, index) => {
      const within = days.filter((day) => day > unit.validFrom && standsOn(unit, day));
      const effective = within[draws[index]![4] % (2 * within.length + 1)];
      if (effective === undefined) return [unit];
      const { code } = unit;
      successions.push({ effective, fromCode: code, toCode: code, kind: 'rename', share: null });
      return [
        { ...unit, validTo: effective },
        { ...unit, id: `${unit.id}, renamed`, validFrom: effective },
      ];
    });
    return { units, successions };
  });
