import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { langSonUnits } from './lang-son.units.js';
import { communesOfToday, demoOrganisations } from './organisations.js';
import { demoCollaborators, demoPersonnel, inventedMark } from './people.js';

const organisations = demoOrganisations();
const organisationOf = new Map(organisations.map((row) => [row.code, row]));

describe('the organisations', () => {
  it('have unique codes, and parents that come first and are no younger', () => {
    expect(organisationOf.size).toBe(organisations.length);
    organisations.forEach(({ parentCode, validFrom }, index) => {
      if (parentCode === null) return;
      const parent = organisations.findIndex(({ code }) => code === parentCode);
      expect(parent).toBeGreaterThanOrEqual(0);
      expect(parent).toBeLessThan(index);
      expect(organisations[parent]!.validFrom <= validFrom).toBe(true);
    });
  });

  it('stand in an area that exists from their first day on', () => {
    for (const { areaCode, validFrom, level } of organisations) {
      if (areaCode === null) expect(level).toBe('central');
      else {
        const area = langSonUnits.find(({ code, validTo }) => code === areaCode && validTo === null);
        expect(area && area.validFrom <= validFrom).toBe(true);
      }
    }
  });

  it('give every commune and ward a committee and a board under it', () => {
    for (const { code: areaCode } of communesOfToday) {
      const [committee, board, ...others] = organisations.filter((row) => row.areaCode === areaCode);
      expect(others).toEqual([]);
      expect(committee?.kind).toBe('party-committee');
      expect(board).toMatchObject({ kind: 'party-board', parentCode: committee?.code });
    }
    expect(organisationOf.get('DU-05977')?.name).toBe('Đảng ủy phường Đông Kinh');
    expect(organisationOf.get('BXDD-06001')?.name).toBe('Ban Xây dựng Đảng Đảng ủy xã Đoàn Kết');
  });
});

describe('the collaborators', () => {
  it('are 32 of the province and 265 of the communes, four or five in each, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const all = demoCollaborators(seed);
        const local = all.filter(({ level }) => level === 'commune');
        const perArea = communesOfToday.map(
          ({ code }) => local.filter((row) => row.areaCode === code).length,
        );
        expect(all.length - local.length).toBe(32);
        expect(local).toHaveLength(265);
        expect(perArea.every((count) => count === 4 || count === 5)).toBe(true);
        expect(new Set(all.map(({ code }) => code)).size).toBe(297);
        expect(new Set(all.map(({ fullName }) => fullName)).size).toBe(297);
      }),
      { numRuns: 10 },
    );
  });

  it('are marked as invented, by name and by decision', () => {
    for (const { fullName, decisionNumber } of demoCollaborators(1)) {
      expect(fullName.endsWith(` ${inventedMark}`)).toBe(true);
      expect(decisionNumber.endsWith(` ${inventedMark}`)).toBe(true);
      expect(fullName).toBe(fullName.normalize('NFC'));
    }
  });

  it('sit in an organisation of their level and area that exists when they are appointed', () => {
    for (const { organisationCode, areaCode, level, from, decisionDate } of demoCollaborators(1)) {
      const organisation = organisationOf.get(organisationCode);
      expect(organisation).toMatchObject({ areaCode, level });
      expect(organisation!.validFrom <= from).toBe(true);
      expect(decisionDate <= from).toBe(true);
    }
  });

  it('are the same for the same seed and others for another', () => {
    expect(demoCollaborators(7)).toEqual(demoCollaborators(7));
    expect(demoCollaborators('bảy')).toEqual(demoCollaborators('bảy'));
    expect(demoCollaborators(8)).not.toEqual(demoCollaborators(7));
  });
});

describe("the office's people", () => {
  it('are an editor, a reviewer, an approver and the recipients, all marked as invented', () => {
    const people = demoPersonnel();
    expect(people.map(({ duty }) => duty)).toEqual([
      'editor',
      'reviewer',
      'approver',
      'recipient',
      'recipient',
    ]);
    expect(people.find(({ duty }) => duty === 'approver')?.position).toBe('Trưởng ban');
    const collaborators = new Set(demoCollaborators(1).map(({ fullName }) => fullName));
    for (const { fullName, organisationCode } of people) {
      expect(fullName.endsWith(` ${inventedMark}`)).toBe(true);
      expect(organisationOf.has(organisationCode)).toBe(true);
      expect(collaborators.has(fullName)).toBe(false);
    }
  });
});
