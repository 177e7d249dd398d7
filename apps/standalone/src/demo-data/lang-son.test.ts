import { describe, expect, it } from 'vitest';
import { langSonPopulation } from './lang-son.population.js';
import { langSonSuccessions } from './lang-son.successions.js';
import { langSonUnits, type AreaRow } from './lang-son.units.js';
import { communesOfToday } from './organisations.js';
import { regions } from './regions.js';

const forever = '9999-12-31';

const liesWithin = (inner: AreaRow, outer: AreaRow) =>
  outer.validFrom <= inner.validFrom && (inner.validTo ?? forever) <= (outer.validTo ?? forever);

describe('the units of Lạng Sơn', () => {
  it('are 278 versions: the province, 11 districts, 201 units that ended and 65 of today', () => {
    expect(langSonUnits).toHaveLength(278);
    expect(new Set(langSonUnits.map(({ code, validFrom }) => `${code} ${validFrom}`)).size).toBe(278);
    expect(langSonUnits.filter(({ type }) => type === 'district' || type === 'city')).toHaveLength(11);
    expect(communesOfToday).toHaveLength(65);
    expect(communesOfToday.filter(({ type }) => type === 'ward')).toHaveLength(4);
  });

  it('have a parent over their whole life, but for the province', () => {
    const orphans = langSonUnits.filter(
      (unit) => !langSonUnits.some((parent) => parent.code === unit.parentCode && liesWithin(unit, parent)),
    );
    expect(orphans.map(({ name }) => name)).toEqual(['Tỉnh Lạng Sơn']);
  });

  it('have no two versions of one code at a time', () => {
    const overlapping = langSonUnits.filter((one) =>
      langSonUnits.some(
        (other) =>
          other !== one &&
          other.code === one.code &&
          one.validFrom < (other.validTo ?? forever) &&
          other.validFrom < (one.validTo ?? forever),
      ),
    );
    expect(overlapping).toEqual([]);
  });

  it('are written in NFC', () => {
    for (const { name } of [...langSonUnits, ...langSonPopulation]) expect(name).toBe(name.normalize('NFC'));
  });
});

describe('the successions', () => {
  it('are 198, each from a unit that ended that day to one that began', () => {
    expect(langSonSuccessions).toHaveLength(198);
    for (const { effective, fromCode, toCode } of langSonSuccessions) {
      expect(langSonUnits.some(({ code, validTo }) => code === fromCode && validTo === effective)).toBe(true);
      expect(langSonUnits.some(({ code, validFrom }) => code === toCode && validFrom === effective)).toBe(
        true,
      );
    }
  });

  it('leave open what became of five units that ended on 2025-01-01', () => {
    const followed = new Set(langSonSuccessions.map(({ effective, fromCode }) => `${fromCode} ${effective}`));
    const open = langSonUnits.filter(
      ({ code, type, validTo }) =>
        validTo !== null && type !== 'district' && type !== 'city' && !followed.has(`${code} ${validTo}`),
    );
    expect(open.map(({ code }) => code)).toEqual(['06007', '06295', '06301', '06454', '06574']);
  });
});

describe('the population', () => {
  it('is given for each of the 65 units of today, 840,434 people in all', () => {
    const named = ({ code, name, validFrom }: { code: string; name: string; validFrom: string }) =>
      `${code} ${name} ${validFrom}`;
    expect(langSonPopulation.map(named)).toEqual(communesOfToday.map(named));
    expect(langSonPopulation.reduce((sum, { population }) => sum + population, 0)).toBe(840_434);
    expect(langSonPopulation.reduce((sum, { areaKm2 }) => sum + areaKm2, 0)).toBeCloseTo(8309.67, 2);
  });
});

describe('the regions of the story', () => {
  it('name units of today only', () => {
    const today = new Set(communesOfToday.map(({ code }) => code));
    for (const codes of Object.values(regions)) for (const code of codes) expect(today).toContain(code);
  });
});
